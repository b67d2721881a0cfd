-- How the dates of returns follow from the Board's meetings. One row.
CREATE TABLE return_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  due_before_papers INTEGER NOT NULL CHECK (due_before_papers BETWEEN 0 AND 60),
  opens_before_due INTEGER NOT NULL CHECK (opens_before_due BETWEEN 0 AND 60),
  papers_before_meeting INTEGER NOT NULL CHECK (papers_before_meeting BETWEEN 0 AND 60),
  due_after_quarter INTEGER NOT NULL CHECK (due_after_quarter BETWEEN 0 AND 60)
) STRICT;
INSERT INTO return_settings VALUES (1, 5, 20, 5, 30);

-- What has been typed into a return, as it was typed: a draft until the return is submitted.
CREATE TABLE return_rows (
  period INTEGER NOT NULL CHECK (period BETWEEN 0 AND 39999),
  partnership TEXT NOT NULL REFERENCES partnerships,
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis <> ''),
  -- The quarter of the figure: that of the return, or an earlier one whose figure is still owed.
  quarter INTEGER NOT NULL CHECK (quarter BETWEEN 0 AND 39999),
  -- Rises with every save, so that two people cannot overwrite each other unseen.
  version INTEGER NOT NULL CHECK (version >= 1),
  value TEXT NOT NULL,
  numerator TEXT NOT NULL,
  denominator TEXT NOT NULL,
  status TEXT NOT NULL,
  missing_reason TEXT NOT NULL,
  note TEXT NOT NULL,
  commentary TEXT NOT NULL,
  cause TEXT NOT NULL,
  own_view TEXT NOT NULL,
  unchanged TEXT NOT NULL,
  better TEXT NOT NULL,
  action_title TEXT NOT NULL,
  action_owner TEXT NOT NULL,
  action_due TEXT NOT NULL,
  action_effect TEXT NOT NULL,
  action_by TEXT NOT NULL,
  -- The version of the figure that the record held when this was typed, 0 for none: a newer one is not overwritten unseen.
  held INTEGER NOT NULL CHECK (held >= 0),
  -- The number of the action that the row has made, 0 for none yet.
  action INTEGER NOT NULL CHECK (action >= 0),
  -- What will stand beside the figure and beside the words: a post, or the name that a link was made for.
  figure_name TEXT NOT NULL CHECK (figure_name <> ''),
  words_name TEXT NOT NULL CHECK (words_name <> ''),
  saved_at TEXT NOT NULL CHECK (saved_at = strftime('%Y-%m-%dT%H:%M:%SZ', saved_at)),
  -- The account; null where it came through a link.
  saved_by INTEGER REFERENCES accounts,
  saved_name TEXT NOT NULL CHECK (saved_name <> ''),
  PRIMARY KEY (period, partnership, agreement, indicator, part, basis, quarter),
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

-- What was done with a return as a whole; the latest gives its state.
CREATE TABLE return_events (
  period INTEGER NOT NULL CHECK (period BETWEEN 0 AND 39999),
  partnership TEXT NOT NULL REFERENCES partnerships,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  event TEXT NOT NULL CHECK (event IN ('submitted', 'sent-back', 'signed-off')),
  at TEXT NOT NULL CHECK (at = strftime('%Y-%m-%dT%H:%M:%SZ', at)),
  -- The account; null for the command line.
  account INTEGER REFERENCES accounts,
  -- The day on which the return was due by the calendar of that moment.
  due TEXT NOT NULL CHECK (due = date(due)),
  PRIMARY KEY (period, partnership, sequence)
) STRICT, WITHOUT ROWID;

-- Why rows of a return were sent back.
CREATE TABLE return_remarks (
  period INTEGER NOT NULL,
  partnership TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  basis TEXT NOT NULL,
  quarter INTEGER NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (period, partnership, sequence, agreement, indicator, part, basis, quarter),
  FOREIGN KEY (period, partnership, sequence) REFERENCES return_events,
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

-- One target of a return that is locked, opened again for one person until a day.
CREATE TABLE return_reopenings (
  period INTEGER NOT NULL CHECK (period BETWEEN 0 AND 39999),
  partnership TEXT NOT NULL REFERENCES partnerships,
  number INTEGER NOT NULL CHECK (number >= 1),
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES accounts,
  -- Inclusive, by the record's clock.
  until TEXT NOT NULL CHECK (until = date(until)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  at TEXT NOT NULL CHECK (at = strftime('%Y-%m-%dT%H:%M:%SZ', at)),
  opened_by INTEGER NOT NULL REFERENCES accounts,
  PRIMARY KEY (period, partnership, number),
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

-- Links to one return for people without an account, as hashes.
CREATE TABLE return_links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash TEXT NOT NULL UNIQUE,
  period INTEGER NOT NULL CHECK (period BETWEEN 0 AND 39999),
  partnership TEXT NOT NULL REFERENCES partnerships,
  -- Who it was made for: stands beside everything that comes through it.
  name TEXT NOT NULL CHECK (name <> ''),
  created_at TEXT NOT NULL CHECK (created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
  created_by INTEGER NOT NULL REFERENCES accounts,
  expires_at TEXT NOT NULL CHECK (expires_at = strftime('%Y-%m-%dT%H:%M:%SZ', expires_at)),
  ended_at TEXT CHECK (ended_at IS strftime('%Y-%m-%dT%H:%M:%SZ', ended_at))
) STRICT;

-- Reminders: claimed before they are sent, so that a crash between sending and noting sends none twice.
CREATE TABLE reminders (
  account INTEGER NOT NULL REFERENCES accounts,
  day TEXT NOT NULL CHECK (day = date(day)),
  kind TEXT NOT NULL CHECK (kind IN ('opening', 'week-before', 'day-before', 'day-after', 'week-after')),
  -- Null while it is being sent, and for good where that was cut off.
  outcome TEXT CHECK (outcome IN ('sent', 'failed')),
  PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;

-- Kinds of reminder that a person has turned down.
CREATE TABLE reminder_refusals (
  account INTEGER NOT NULL REFERENCES accounts,
  kind TEXT NOT NULL CHECK (kind IN ('opening', 'week-before', 'day-before', 'day-after', 'week-after')),
  PRIMARY KEY (account, kind)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER return_events_keep_on_update BEFORE UPDATE ON return_events BEGIN SELECT RAISE(ABORT, 'return_events are append-only'); END;
CREATE TRIGGER return_events_keep_on_delete BEFORE DELETE ON return_events BEGIN SELECT RAISE(ABORT, 'return_events are append-only'); END;
CREATE TRIGGER return_events_follow BEFORE INSERT ON return_events
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM return_events WHERE period = NEW.period AND partnership = NEW.partnership)
BEGIN SELECT RAISE(ABORT, 'return_events: sequence does not follow'); END;

CREATE TRIGGER return_remarks_keep_on_update BEFORE UPDATE ON return_remarks BEGIN SELECT RAISE(ABORT, 'return_remarks are append-only'); END;
CREATE TRIGGER return_remarks_keep_on_delete BEFORE DELETE ON return_remarks BEGIN SELECT RAISE(ABORT, 'return_remarks are append-only'); END;

CREATE TRIGGER return_reopenings_keep_on_update BEFORE UPDATE ON return_reopenings BEGIN SELECT RAISE(ABORT, 'return_reopenings are append-only'); END;
CREATE TRIGGER return_reopenings_keep_on_delete BEFORE DELETE ON return_reopenings BEGIN SELECT RAISE(ABORT, 'return_reopenings are append-only'); END;
CREATE TRIGGER return_reopenings_follow BEFORE INSERT ON return_reopenings
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM return_reopenings WHERE period = NEW.period AND partnership = NEW.partnership)
BEGIN SELECT RAISE(ABORT, 'return_reopenings: number does not follow'); END;
