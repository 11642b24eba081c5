-- Version 1: pages, articles, readings, attributions, people, and the words to search them by.
-- Statements stand apart by a line "-- next". What is here was applied to ledgers: add a script, change none.
-- next
CREATE TABLE feeds (
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  next_poll TEXT,
  failures INTEGER NOT NULL,
  PRIMARY KEY (url)
)
-- next
CREATE TABLE migrations (
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  applied TEXT NOT NULL,
  onrecord TEXT NOT NULL,
  PRIMARY KEY (number)
)
-- next
CREATE TABLE pages (
  id INTEGER NOT NULL,
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  origin TEXT NOT NULL,
  url TEXT,
  fetched TEXT,
  status INTEGER,
  headers TEXT NOT NULL,
  given TEXT NOT NULL,
  size INTEGER NOT NULL,
  body BLOB,
  added TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (digest)
)
-- next
CREATE TABLE people (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  wikidata TEXT,
  listed BOOLEAN NOT NULL,
  merged_into INTEGER,
  statements INTEGER NOT NULL,
  added TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(merged_into) REFERENCES people (id)
)
-- next
CREATE INDEX ix_people_merged_into ON people (merged_into)
-- next
CREATE TABLE publishers (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  site TEXT,
  PRIMARY KEY (id),
  UNIQUE (name)
)
-- next
CREATE TABLE runs (
  id INTEGER NOT NULL,
  command TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT,
  onrecord TEXT NOT NULL,
  model TEXT,
  PRIMARY KEY (id)
)
-- next
CREATE TABLE articles (
  id INTEGER NOT NULL,
  page_id INTEGER NOT NULL,
  url TEXT,
  version INTEGER NOT NULL,
  previous_id INTEGER,
  current BOOLEAN NOT NULL,
  text_digest TEXT NOT NULL,
  title TEXT,
  authors TEXT NOT NULL,
  published TEXT,
  outlet_id INTEGER,
  language TEXT,
  text TEXT,
  layout TEXT NOT NULL,
  added TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(page_id) REFERENCES pages (id),
  FOREIGN KEY(previous_id) REFERENCES articles (id),
  FOREIGN KEY(outlet_id) REFERENCES publishers (id)
)
-- next
CREATE INDEX ix_articles_outlet ON articles (outlet_id, current, published)
-- next
CREATE INDEX ix_articles_page_id ON articles (page_id)
-- next
CREATE INDEX ix_articles_published ON articles (published)
-- next
CREATE INDEX ix_articles_text_digest ON articles (text_digest)
-- next
CREATE INDEX ix_articles_url ON articles (url)
-- next
CREATE TABLE person_events (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  other_id INTEGER,
  undoes INTEGER,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES people (id),
  FOREIGN KEY(other_id) REFERENCES people (id),
  FOREIGN KEY(undoes) REFERENCES person_events (id)
)
-- next
CREATE TABLE person_reports (
  person_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  first_date TEXT,
  last_date TEXT,
  times INTEGER NOT NULL,
  PRIMARY KEY (person_id, kind, words),
  FOREIGN KEY(person_id) REFERENCES people (id)
) WITHOUT ROWID
-- next
CREATE TABLE person_keys (
  "key" TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  PRIMARY KEY ("key", person_id),
  FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_person_keys_person ON person_keys (person_id)
-- next
CREATE TABLE person_names (
  person_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (person_id, name),
  FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID
-- next
CREATE TABLE proposals (
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  probability FLOAT NOT NULL,
  evidence TEXT NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (person_id, other_id, kind),
  FOREIGN KEY(person_id) REFERENCES people (id),
  FOREIGN KEY(other_id) REFERENCES people (id)
)
-- next
CREATE INDEX ix_proposals_other_id ON proposals (other_id)
-- next
CREATE INDEX ix_proposals_person_id ON proposals (person_id)
-- next
CREATE TABLE addresses (
  url TEXT NOT NULL,
  article_id INTEGER NOT NULL,
  first_seen TEXT NOT NULL,
  PRIMARY KEY (url),
  FOREIGN KEY(article_id) REFERENCES articles (id)
)
-- next
CREATE INDEX ix_addresses_article_id ON addresses (article_id)
-- next
CREATE TABLE inputs (
  id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  message TEXT,
  article_id INTEGER,
  at TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (run_id, name),
  FOREIGN KEY(run_id) REFERENCES runs (id),
  FOREIGN KEY(article_id) REFERENCES articles (id)
)
-- next
CREATE INDEX ix_inputs_article_id ON inputs (article_id)
-- next
CREATE INDEX ix_inputs_name ON inputs (name)
-- next
CREATE TABLE readings (
  id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  model TEXT,
  onrecord TEXT NOT NULL,
  at TEXT NOT NULL,
  current BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(article_id) REFERENCES articles (id)
)
-- next
CREATE INDEX ix_readings_article_id ON readings (article_id)
-- next
CREATE TABLE withdrawals (
  id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  url TEXT,
  page_digest TEXT NOT NULL,
  text_digest TEXT NOT NULL,
  reason TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(article_id) REFERENCES articles (id)
)
-- next
CREATE INDEX ix_withdrawals_article_id ON withdrawals (article_id)
-- next
CREATE INDEX ix_withdrawals_page_digest ON withdrawals (page_digest)
-- next
CREATE INDEX ix_withdrawals_text_digest ON withdrawals (text_digest)
-- next
CREATE INDEX ix_withdrawals_url ON withdrawals (url)
-- next
CREATE TABLE article_speakers (
  id INTEGER NOT NULL,
  reading_id INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  role TEXT,
  affiliation TEXT,
  number INTEGER,
  detail TEXT NOT NULL,
  person_id INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(reading_id) REFERENCES readings (id),
  FOREIGN KEY(person_id) REFERENCES people (id)
)
-- next
CREATE INDEX ix_article_speakers_person_id ON article_speakers (person_id)
-- next
CREATE INDEX ix_article_speakers_reading_id ON article_speakers (reading_id)
-- next
CREATE TABLE attributions (
  id INTEGER NOT NULL,
  reading_id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  parent_id INTEGER,
  quotation TEXT NOT NULL,
  speaker_kind TEXT NOT NULL,
  confidence FLOAT NOT NULL,
  source TEXT NOT NULL,
  cue TEXT NOT NULL,
  content TEXT NOT NULL,
  spans TEXT NOT NULL,
  detail TEXT NOT NULL,
  digest TEXT NOT NULL,
  status TEXT NOT NULL,
  tags TEXT NOT NULL,
  current BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(reading_id) REFERENCES readings (id),
  FOREIGN KEY(article_id) REFERENCES articles (id),
  FOREIGN KEY(parent_id) REFERENCES attributions (id)
)
-- next
CREATE INDEX ix_attributions_article_id ON attributions (article_id)
-- next
CREATE INDEX ix_attributions_reading_id ON attributions (reading_id)
-- next
CREATE INDEX ix_attributions_kinds ON attributions (status, quotation, speaker_kind, current)
-- next
CREATE TABLE attribution_speakers (
  attribution_id INTEGER NOT NULL,
  article_speaker_id INTEGER NOT NULL,
  candidate BOOLEAN NOT NULL,
  person_id INTEGER,
  published TEXT,
  PRIMARY KEY (attribution_id, article_speaker_id),
  FOREIGN KEY(attribution_id) REFERENCES attributions (id),
  FOREIGN KEY(article_speaker_id) REFERENCES article_speakers (id),
  FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID
-- next
CREATE INDEX ix_attribution_speakers_person ON attribution_speakers (person_id, candidate, published, attribution_id)
-- next
CREATE INDEX ix_attribution_speakers_speaker ON attribution_speakers (article_speaker_id)
-- next
CREATE TABLE corrections (
  id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  attribution_id INTEGER,
  kind TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT,
  undone TEXT,
  undone_by TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY(article_id) REFERENCES articles (id),
  FOREIGN KEY(attribution_id) REFERENCES attributions (id)
)
-- next
CREATE INDEX ix_corrections_article_id ON corrections (article_id)
-- next
CREATE INDEX ix_corrections_attribution_id ON corrections (attribution_id)
-- next
-- The words of statements and of articles: the full-text tables hold the index alone, the words stay where they are.
-- Datasette knows them for what they are by content="..." in double quotes. Beginnings of two and three letters have
-- an index of their own: of a million statements, "ba*" takes 3 ms with it and 700 without.
CREATE VIRTUAL TABLE attributions_fts USING fts5(
  content, tags, content="attributions", content_rowid='id', prefix='2 3',
  tokenize='unicode61 remove_diacritics 2'
)
-- next
CREATE TRIGGER attributions_fts_insert AFTER INSERT ON attributions BEGIN
  INSERT INTO attributions_fts(rowid, content, tags) VALUES (new.id, new.content, new.tags);
END
-- next
CREATE TRIGGER attributions_fts_delete AFTER DELETE ON attributions BEGIN
  INSERT INTO attributions_fts(attributions_fts, rowid, content, tags)
    VALUES ('delete', old.id, old.content, old.tags);
END
-- next
CREATE TRIGGER attributions_fts_update AFTER UPDATE OF content, tags ON attributions BEGIN
  INSERT INTO attributions_fts(attributions_fts, rowid, content, tags)
    VALUES ('delete', old.id, old.content, old.tags);
  INSERT INTO attributions_fts(rowid, content, tags) VALUES (new.id, new.content, new.tags);
END
-- next
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, text, content="articles", content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)
-- next
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
END
-- next
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END
-- next
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, text ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
  INSERT INTO articles_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
END
-- next
-- One row a statement as people read it: the current ones, those that a reviewer rejected left out.
CREATE VIEW statements AS
SELECT
  attributions.id,
  (SELECT group_concat(article_speakers.name, '; ') FROM attribution_speakers
   JOIN article_speakers ON article_speakers.id = attribution_speakers.article_speaker_id
   WHERE attribution_speakers.attribution_id = attributions.id
     AND NOT attribution_speakers.candidate) AS speaker,
  attributions.speaker_kind,
  attributions.source,
  attributions.cue,
  attributions.content,
  attributions.quotation,
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
-- One row a person or group, after all merges.
CREATE VIEW speakers AS
SELECT
  people.id,
  people.name,
  people.kind,
  people.statements,
  (SELECT min(published) FROM attribution_speakers WHERE person_id = people.id) AS first_published,
  (SELECT max(published) FROM attribution_speakers WHERE person_id = people.id) AS last_published,
  people.wikidata
FROM people
WHERE people.merged_into IS NULL
-- next
-- One row an outlet, with what the ledger holds of it.
CREATE VIEW outlets AS
SELECT
  publishers.id,
  publishers.name,
  publishers.site,
  count(articles.id) AS articles,
  min(articles.published) AS first_published,
  max(articles.published) AS last_published
FROM publishers
LEFT JOIN articles ON articles.outlet_id = publishers.id AND articles.current
GROUP BY publishers.id, publishers.name, publishers.site
