-- What was forecast of the year's end when a return was signed off, by the rules and by the lead, so that it can be
-- held against what came. Kept as it was said: later rules must not change it.
CREATE TABLE kept_forecasts (
  period INTEGER NOT NULL,
  partnership TEXT NOT NULL,
  -- The sign-off.
  sequence INTEGER NOT NULL,
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis <> ''),
  -- The version of the rules that it was worked out by.
  rules_version INTEGER NOT NULL CHECK (rules_version >= 1),
  method TEXT CHECK (method IN ('profile', 'straight-line', 'seasonal', 'drift', 'no-change')),
  -- In the indicator's unit, not rounded; these are numbers to compare, not figures of the record.
  value REAL,
  sd REAL CHECK (sd >= 0),
  chance REAL CHECK (chance BETWEEN 0 AND 1),
  target REAL,
  year_end TEXT CHECK (year_end IN ('green', 'amber', 'red')),
  own_view TEXT CHECK (own_view IN ('green', 'amber', 'red')),
  CHECK ((method IS NULL) = (value IS NULL)),
  CHECK (method IS NOT NULL OR own_view IS NOT NULL),
  PRIMARY KEY (agreement, period, partnership, sequence, indicator, part),
  FOREIGN KEY (period, partnership, sequence) REFERENCES return_events,
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

CREATE TRIGGER kept_forecasts_keep_on_update BEFORE UPDATE ON kept_forecasts BEGIN SELECT RAISE(ABORT, 'kept_forecasts are append-only'); END;
CREATE TRIGGER kept_forecasts_keep_on_delete BEFORE DELETE ON kept_forecasts BEGIN SELECT RAISE(ABORT, 'kept_forecasts are append-only'); END;
