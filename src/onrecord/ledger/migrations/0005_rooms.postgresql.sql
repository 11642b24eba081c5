-- Version 5: the reading room: accounts, who is signed in, keys of programs, and who did what.
-- next
CREATE TABLE accounts (
  id BIGSERIAL NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  password TEXT NOT NULL,
  added TEXT NOT NULL
)
-- next
CREATE TABLE sessions (
  digest TEXT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  began TEXT NOT NULL,
  seen TEXT NOT NULL,
  address TEXT NOT NULL,
  FOREIGN KEY(account_id) REFERENCES accounts (id)
)
-- next
CREATE INDEX ix_sessions_account_id ON sessions (account_id)
-- next
CREATE TABLE api_tokens (
  id BIGSERIAL NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  added TEXT NOT NULL,
  expires TEXT,
  FOREIGN KEY(account_id) REFERENCES accounts (id)
)
-- next
CREATE INDEX ix_api_tokens_account_id ON api_tokens (account_id)
-- next
CREATE TABLE audit_log (
  id BIGSERIAL NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  role TEXT,
  address TEXT NOT NULL,
  act TEXT NOT NULL,
  detail TEXT NOT NULL
)
-- next
CREATE FUNCTION audit_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is only ever added to'; END $$
-- next
CREATE TRIGGER audit_log_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuses()
