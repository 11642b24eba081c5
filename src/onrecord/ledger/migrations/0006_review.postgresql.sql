-- Version 7: the review: articles reviewed to the end, corrections that are sent twice, statements by doubt.
-- next
ALTER TABLE corrections ADD COLUMN key TEXT
-- next
CREATE UNIQUE INDEX ix_corrections_key ON corrections (key)
-- next
CREATE INDEX ix_corrections_by ON corrections ("by", id)
-- next
CREATE TABLE reviews (
  id BIGSERIAL NOT NULL PRIMARY KEY,
  article_id BIGINT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  undone TEXT,
  undone_by TEXT,
  FOREIGN KEY (article_id) REFERENCES articles (id)
)
-- next
CREATE INDEX ix_reviews_article_id ON reviews (article_id)
-- next
CREATE INDEX ix_attributions_doubt ON attributions (status, speaker_kind, confidence, id, current)
