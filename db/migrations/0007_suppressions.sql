-- Of which measures the public sees no figure that rests on few cases.
CREATE TABLE suppressions (
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  -- Figures that rest on fewer cases than this are kept back; 0 for none any more.
  under INTEGER NOT NULL CHECK (under >= 0),
  source TEXT,
  PRIMARY KEY (indicator, part),
  FOREIGN KEY (indicator, part) REFERENCES indicators
) STRICT, WITHOUT ROWID;
