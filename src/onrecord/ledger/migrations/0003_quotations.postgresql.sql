-- Version 3: which statements give the same words, and how far each comparison has come.
-- next
-- A row a part of the comparison; articles up to `upto` that were there before it are indexed up to `done`.
CREATE TABLE indexing (
  part TEXT NOT NULL,
  version INTEGER NOT NULL,
  done BIGINT NOT NULL,
  upto BIGINT NOT NULL,
  PRIMARY KEY (part)
)
-- next
INSERT INTO indexing (part, version, done, upto)
SELECT 'wordings', 1, 0, coalesce(max(id), 0) FROM articles
-- next
-- A row a current statement: its wording, a digest of the words, and the minute it was published.
CREATE TABLE occurrences (
  wording BIGINT NOT NULL,
  minute INTEGER NOT NULL,
  attribution_id BIGINT NOT NULL,
  PRIMARY KEY (wording, minute, attribution_id),
  FOREIGN KEY(attribution_id) REFERENCES attributions (id)
)
-- next
-- The keys of each distinct wording, at the statement that brought it.
CREATE TABLE wording_keys (
  key INTEGER NOT NULL,
  attribution_id BIGINT NOT NULL,
  PRIMARY KEY (key, attribution_id),
  FOREIGN KEY(attribution_id) REFERENCES attributions (id)
)
-- next
-- Which wordings are the same quotation, either way; how probable, in percent.
CREATE TABLE wording_links (
  wording BIGINT NOT NULL,
  other BIGINT NOT NULL,
  percent INTEGER NOT NULL,
  PRIMARY KEY (wording, other)
)
