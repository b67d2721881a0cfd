-- The packs of meetings. What was published must be found as it was, whatever came after: nothing here ever changes.

-- A pack in one of its revisions; a draft until it is frozen.
CREATE TABLE packs (
  id INTEGER PRIMARY KEY,
  board TEXT NOT NULL,
  date TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  made_at TEXT NOT NULL,
  account INTEGER REFERENCES accounts,
  UNIQUE (board, date, revision),
  FOREIGN KEY (board, date) REFERENCES meetings
) STRICT;

-- Returns of its quarter that are not signed off, and why the pack goes out without.
CREATE TABLE pack_missing (
  pack INTEGER NOT NULL REFERENCES packs,
  partnership TEXT NOT NULL REFERENCES partnerships,
  reason TEXT NOT NULL CHECK (reason <> ''),
  at TEXT NOT NULL,
  account INTEGER REFERENCES accounts,
  PRIMARY KEY (pack, partnership)
) STRICT, WITHOUT ROWID;

-- What was done with it, in order: frozen by one person, opened again or published by another.
CREATE TABLE pack_steps (
  pack INTEGER NOT NULL REFERENCES packs,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  step TEXT NOT NULL CHECK (step IN ('frozen', 'opened', 'published')),
  at TEXT NOT NULL,
  account INTEGER REFERENCES accounts,
  PRIMARY KEY (pack, sequence)
) STRICT, WITHOUT ROWID;

-- What was frozen: the rows it was made from and what was made of them, for the Board and for the public.
CREATE TABLE pack_contents (
  pack INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  inputs BLOB NOT NULL,
  content TEXT NOT NULL,
  public_content TEXT NOT NULL,
  -- The moment, the rules, the layout and the hashes of all of these and of the files, as they are sealed.
  manifest TEXT NOT NULL,
  PRIMARY KEY (pack, sequence),
  FOREIGN KEY (pack, sequence) REFERENCES pack_steps
) STRICT, WITHOUT ROWID;

-- The files as they were frozen, by their SHA-256: a later layout must not change what was handed on.
CREATE TABLE pack_files (
  hash TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- One seal a pack: it is published once.
CREATE TABLE pack_seals (
  pack INTEGER PRIMARY KEY REFERENCES packs,
  sequence INTEGER NOT NULL,
  public_key TEXT NOT NULL,
  seal TEXT NOT NULL,
  FOREIGN KEY (pack, sequence) REFERENCES pack_steps
) STRICT;

CREATE TRIGGER packs_keep_on_update BEFORE UPDATE ON packs BEGIN SELECT RAISE(ABORT, 'packs are append-only'); END;
CREATE TRIGGER packs_keep_on_delete BEFORE DELETE ON packs BEGIN SELECT RAISE(ABORT, 'packs are append-only'); END;
CREATE TRIGGER pack_missing_keep_on_update BEFORE UPDATE ON pack_missing BEGIN SELECT RAISE(ABORT, 'pack_missing are append-only'); END;
CREATE TRIGGER pack_missing_keep_on_delete BEFORE DELETE ON pack_missing BEGIN SELECT RAISE(ABORT, 'pack_missing are append-only'); END;
CREATE TRIGGER pack_steps_keep_on_update BEFORE UPDATE ON pack_steps BEGIN SELECT RAISE(ABORT, 'pack_steps are append-only'); END;
CREATE TRIGGER pack_steps_keep_on_delete BEFORE DELETE ON pack_steps BEGIN SELECT RAISE(ABORT, 'pack_steps are append-only'); END;
CREATE TRIGGER pack_contents_keep_on_update BEFORE UPDATE ON pack_contents BEGIN SELECT RAISE(ABORT, 'pack_contents are append-only'); END;
CREATE TRIGGER pack_contents_keep_on_delete BEFORE DELETE ON pack_contents BEGIN SELECT RAISE(ABORT, 'pack_contents are append-only'); END;
CREATE TRIGGER pack_files_keep_on_update BEFORE UPDATE ON pack_files BEGIN SELECT RAISE(ABORT, 'pack_files are append-only'); END;
CREATE TRIGGER pack_files_keep_on_delete BEFORE DELETE ON pack_files BEGIN SELECT RAISE(ABORT, 'pack_files are append-only'); END;
CREATE TRIGGER pack_seals_keep_on_update BEFORE UPDATE ON pack_seals BEGIN SELECT RAISE(ABORT, 'pack_seals are append-only'); END;
CREATE TRIGGER pack_seals_keep_on_delete BEFORE DELETE ON pack_seals BEGIN SELECT RAISE(ABORT, 'pack_seals are append-only'); END;
