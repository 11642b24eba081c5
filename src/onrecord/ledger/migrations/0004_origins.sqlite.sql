-- Version 4: which articles tell one another's words: sketches of their texts, what links two, their origins.
-- next
INSERT INTO indexing (part, version, done, upto)
SELECT 'origins', 1, 0, coalesce(max(id), 0) FROM articles
-- next
CREATE TABLE origin_articles (
  article_id INTEGER NOT NULL,
  origin_id INTEGER NOT NULL,
  agency TEXT,
  PRIMARY KEY (article_id),
  FOREIGN KEY(article_id) REFERENCES articles (id)
)
-- next
CREATE INDEX ix_origin_articles_origin_id ON origin_articles (origin_id)
-- next
CREATE TABLE origin_marks (
  mark INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  PRIMARY KEY (mark, article_id)
) WITHOUT ROWID
-- next
CREATE TABLE origin_links (
  article_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  probability FLOAT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (article_id, other_id),
  FOREIGN KEY(article_id) REFERENCES articles (id),
  FOREIGN KEY(other_id) REFERENCES articles (id)
) WITHOUT ROWID
-- next
CREATE INDEX ix_origin_links_other_id ON origin_links (other_id)
