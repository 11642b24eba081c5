-- Version 2: what is claimed: figures, dates, narration, quoted stretches; the stance of each attribution.
-- next
ALTER TABLE attributions ADD COLUMN stance TEXT
-- next
ALTER TABLE attributions ADD COLUMN negated BOOLEAN NOT NULL DEFAULT FALSE
-- next
ALTER TABLE attributions ADD COLUMN distance TEXT NOT NULL DEFAULT 'neutral'
-- next
UPDATE attributions SET
  stance = detail::json ->> 't',
  negated = (detail::json -> 'n') IS NOT NULL,
  distance = coalesce(detail::json ->> 'd', 'neutral')
-- next
ALTER TABLE readings ADD COLUMN quoted TEXT
-- next
CREATE TABLE figures (
  reading_id BIGINT NOT NULL,
  ord INTEGER NOT NULL,
  attribution_id BIGINT,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL,
  bound TEXT NOT NULL,
  value DOUBLE PRECISION,
  low DOUBLE PRECISION,
  high DOUBLE PRECISION,
  exact TEXT NOT NULL,
  unit TEXT,
  noun TEXT,
  direction TEXT,
  detail TEXT,
  PRIMARY KEY (reading_id, ord),
  FOREIGN KEY(reading_id) REFERENCES readings (id),
  FOREIGN KEY(attribution_id) REFERENCES attributions (id)
)
-- next
CREATE INDEX ix_figures_attribution_id ON figures (attribution_id)
-- next
CREATE TABLE dates (
  reading_id BIGINT NOT NULL,
  ord INTEGER NOT NULL,
  attribution_id BIGINT,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL,
  precision TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  time TEXT,
  approximate BOOLEAN NOT NULL,
  reason TEXT,
  PRIMARY KEY (reading_id, ord),
  FOREIGN KEY(reading_id) REFERENCES readings (id),
  FOREIGN KEY(attribution_id) REFERENCES attributions (id)
)
-- next
CREATE INDEX ix_dates_attribution_id ON dates (attribution_id)
-- next
CREATE TABLE narration (
  reading_id BIGINT NOT NULL,
  ord INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  reasons TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (reading_id, ord),
  FOREIGN KEY(reading_id) REFERENCES readings (id)
)
-- next
DROP VIEW statements
-- next
-- One row a statement as people read it: the current ones, those that a reviewer rejected left out.
CREATE VIEW statements AS
SELECT
  attributions.id,
  (SELECT string_agg(article_speakers.name, '; ') FROM attribution_speakers
   JOIN article_speakers ON article_speakers.id = attribution_speakers.article_speaker_id
   WHERE attribution_speakers.attribution_id = attributions.id
     AND NOT attribution_speakers.candidate) AS speaker,
  attributions.speaker_kind,
  attributions.source,
  attributions.cue,
  attributions.content,
  attributions.quotation,
  attributions.stance,
  attributions.negated,
  attributions.distance,
  attributions.confidence,
  attributions.status,
  articles.published,
  publishers.name AS outlet,
  articles.title,
  articles.url,
  attributions.article_id,
  attributions.parent_id,
  attributions.digest
FROM attributions
JOIN articles ON articles.id = attributions.article_id
LEFT JOIN publishers ON publishers.id = articles.outlet_id
WHERE attributions.current AND attributions.status <> 'rejected'
-- next
-- One row a figure of a current reading: who gives it, null for the page itself, and where it stands.
CREATE VIEW figures_given AS
SELECT
  figures.words,
  figures.kind,
  figures.bound,
  figures.value,
  figures.low,
  figures.high,
  figures.unit,
  figures.noun,
  figures.direction,
  (SELECT string_agg(article_speakers.name, '; ') FROM attribution_speakers
   JOIN article_speakers ON article_speakers.id = attribution_speakers.article_speaker_id
   WHERE attribution_speakers.attribution_id = figures.attribution_id
     AND NOT attribution_speakers.candidate) AS speaker,
  figures.attribution_id,
  articles.published,
  articles.title,
  articles.url,
  articles.id AS article_id,
  figures.start,
  figures.stop
FROM figures
JOIN readings ON readings.id = figures.reading_id
JOIN articles ON articles.id = readings.article_id
WHERE readings.current AND articles.current
