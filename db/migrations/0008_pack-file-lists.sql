-- What a published pack is handed on as. Its seal stands in the small print of its files, so they have one of their own.
CREATE TABLE pack_file_lists (
  pack INTEGER PRIMARY KEY REFERENCES pack_seals,
  -- The seal of the pack and the SHA-256 of each file, as they are sealed.
  files TEXT NOT NULL,
  seal TEXT NOT NULL
) STRICT;

CREATE TRIGGER pack_file_lists_keep_on_update BEFORE UPDATE ON pack_file_lists BEGIN SELECT RAISE(ABORT, 'pack_file_lists are append-only'); END;
CREATE TRIGGER pack_file_lists_keep_on_delete BEFORE DELETE ON pack_file_lists BEGIN SELECT RAISE(ABORT, 'pack_file_lists are append-only'); END;
