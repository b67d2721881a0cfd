-- In which years an agreement's reward is paid.
CREATE TABLE instalments (
  agreement TEXT NOT NULL REFERENCES agreements,
  year INTEGER NOT NULL CHECK (year BETWEEN 0 AND 9998),
  -- Per cent of the payment, and of this instalment, in ten-thousandths.
  share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 1000000),
  capital INTEGER NOT NULL CHECK (capital BETWEEN 0 AND 1000000),
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  PRIMARY KEY (agreement, year)
) STRICT, WITHOUT ROWID;

-- Rewards that will not be paid.
CREATE TABLE cancellations (
  agreement TEXT NOT NULL REFERENCES agreements,
  cancelled_on TEXT NOT NULL CHECK (cancelled_on = date(cancelled_on)),
  cancelled_by TEXT,
  reason TEXT,
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  PRIMARY KEY (agreement)
) STRICT, WITHOUT ROWID;
