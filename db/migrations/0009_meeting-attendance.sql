-- Whether the chairs of the partnerships came to a meeting of a board. What was noted last holds.
CREATE TABLE meeting_attendance (
  board TEXT NOT NULL,
  date TEXT NOT NULL,
  partnership TEXT NOT NULL REFERENCES partnerships,
  version INTEGER NOT NULL CHECK (version >= 1),
  came TEXT NOT NULL CHECK (came IN ('chair', 'deputy', 'nobody')),
  at TEXT NOT NULL,
  account INTEGER REFERENCES accounts,
  PRIMARY KEY (board, date, partnership, version),
  FOREIGN KEY (board, date) REFERENCES meetings
) STRICT, WITHOUT ROWID;

CREATE TRIGGER meeting_attendance_keep_on_update BEFORE UPDATE ON meeting_attendance BEGIN SELECT RAISE(ABORT, 'meeting_attendance are append-only'); END;
CREATE TRIGGER meeting_attendance_keep_on_delete BEFORE DELETE ON meeting_attendance BEGIN SELECT RAISE(ABORT, 'meeting_attendance are append-only'); END;
