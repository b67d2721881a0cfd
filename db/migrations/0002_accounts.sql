-- People who may come in.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- In small letters: addresses that differ in case are one.
  email TEXT NOT NULL UNIQUE CHECK (email <> '' AND email = lower(email)),
  name TEXT NOT NULL CHECK (name <> ''),
  -- What stands beside the figures that they record.
  post TEXT NOT NULL CHECK (post <> ''),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'officer', 'lead', 'board')),
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
  -- argon2id in its usual text form; null until one is set, and where single sign-on stands in its place.
  password TEXT,
  demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1)),
  created_at TEXT NOT NULL CHECK (created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at))
) STRICT;

-- What a lead answers for.
CREATE TABLE account_partnerships (
  account INTEGER NOT NULL REFERENCES accounts,
  partnership TEXT NOT NULL REFERENCES partnerships DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (account, partnership)
) STRICT, WITHOUT ROWID;

-- Second factors that were confirmed with a code.
CREATE TABLE second_factors (
  account INTEGER NOT NULL PRIMARY KEY REFERENCES accounts,
  -- Sealed with the secret of the installation.
  secret TEXT NOT NULL,
  confirmed_at TEXT NOT NULL CHECK (confirmed_at = strftime('%Y-%m-%dT%H:%M:%SZ', confirmed_at)),
  -- The newest time step of which a code was taken: no code counts twice.
  last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Codes for the day on which the phone is lost, as hashes; each counts once.
CREATE TABLE recovery_codes (
  account INTEGER NOT NULL REFERENCES accounts,
  hash TEXT NOT NULL,
  used_at TEXT CHECK (used_at IS strftime('%Y-%m-%dT%H:%M:%SZ', used_at)),
  PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

-- Single-use links, as hashes. The first administrator's has no account yet.
CREATE TABLE account_links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('first', 'invitation', 'reset')),
  account INTEGER REFERENCES accounts,
  created_at TEXT NOT NULL CHECK (created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
  expires_at TEXT NOT NULL CHECK (expires_at = strftime('%Y-%m-%dT%H:%M:%SZ', expires_at)),
  -- When it was used, or another took its place.
  ended_at TEXT CHECK (ended_at IS strftime('%Y-%m-%dT%H:%M:%SZ', ended_at)),
  CHECK ((kind = 'first') = (account IS NULL))
) STRICT;

-- Who somebody is at the single sign-on; null where no administrator has said which account that is.
CREATE TABLE identities (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- What the provider calls the person, to be recognised by.
  label TEXT NOT NULL,
  account INTEGER REFERENCES accounts,
  first_seen_at TEXT NOT NULL CHECK (first_seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', first_seen_at)),
  UNIQUE (issuer, subject)
) STRICT;

-- Sessions in being. They come and go with people's work and are no part of the record or its audit.
CREATE TABLE sessions (
  hash TEXT NOT NULL PRIMARY KEY,
  -- For people to tell their sessions apart and end one.
  id INTEGER NOT NULL UNIQUE,
  account INTEGER REFERENCES accounts,
  data TEXT NOT NULL,
  browser TEXT NOT NULL,
  created_at TEXT NOT NULL CHECK (created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
  seen_at TEXT NOT NULL CHECK (seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', seen_at))
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account);

-- Tries that count against a limit, by a hash of what they were tried on.
CREATE TABLE tries (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  at TEXT NOT NULL CHECK (at = strftime('%Y-%m-%dT%H:%M:%SZ', at))
) STRICT;
CREATE INDEX tries_by_subject ON tries (subject, at);

-- What a person was entering when their session ended: one form a person, until they come back.
CREATE TABLE kept_entries (
  account INTEGER NOT NULL PRIMARY KEY REFERENCES accounts,
  address TEXT NOT NULL,
  fields TEXT NOT NULL,
  kept_at TEXT NOT NULL CHECK (kept_at = strftime('%Y-%m-%dT%H:%M:%SZ', kept_at))
) STRICT, WITHOUT ROWID;

-- Every changed row, in a chain of hashes.
CREATE TABLE audit (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence >= 1),
  at TEXT NOT NULL,
  -- An account's number; never a name, so that a person can be taken out and the chain still holds.
  actor INTEGER,
  action TEXT NOT NULL CHECK (action IN ('added', 'changed', 'removed', 'imported', 'created')),
  object TEXT NOT NULL,
  "key" TEXT NOT NULL CHECK (json_valid("key")),
  old TEXT CHECK (old IS NULL OR json_valid(old)),
  new TEXT CHECK (new IS NULL OR json_valid(new)),
  hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_keep_on_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_keep_on_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_follow BEFORE INSERT ON audit
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit: row does not follow'); END;
