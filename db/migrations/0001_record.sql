-- Agreements and the years they run.
CREATE TABLE agreements (
  code TEXT NOT NULL CHECK (code <> ''),
  title TEXT NOT NULL CHECK (title <> ''),
  first_year INTEGER NOT NULL CHECK (first_year BETWEEN 0 AND 9998),
  last_year INTEGER NOT NULL CHECK (last_year BETWEEN 0 AND 9998),
  reward_scheme TEXT NOT NULL CHECK (reward_scheme IN ('none', 'per-target', 'whole-agreement')),
  reward_threshold INTEGER CHECK (abs(reward_threshold) <= 1000000000000000 AND reward_threshold >= 0),
  closed_on TEXT CHECK (closed_on IS date(closed_on)),
  notes TEXT,
  source TEXT,
  CHECK (last_year >= first_year),
  PRIMARY KEY (code)
) STRICT, WITHOUT ROWID;

-- Boards, thematic partnerships and their delivery groups, with successors.
CREATE TABLE partnerships (
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('board', 'thematic', 'delivery-group', 'other')),
  parent TEXT REFERENCES partnerships DEFERRABLE INITIALLY DEFERRED,
  active_from TEXT CHECK (active_from IS date(active_from)),
  active_to TEXT CHECK (active_to IS date(active_to)),
  successor TEXT REFERENCES partnerships DEFERRABLE INITIALLY DEFERRED,
  chair TEXT,
  cabinet_member TEXT,
  lead_officer_role TEXT,
  website TEXT,
  source TEXT,
  PRIMARY KEY (code)
) STRICT, WITHOUT ROWID;

-- What is measured. Polarity is never guessed: it must be given.
CREATE TABLE indicators (
  indicator TEXT NOT NULL CHECK (indicator <> ''),
  part TEXT NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  definition TEXT,
  unit TEXT NOT NULL CHECK (unit <> ''),
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
  polarity TEXT NOT NULL CHECK (polarity IN ('higher', 'lower')),
  measure TEXT NOT NULL CHECK (measure IN ('snapshot', 'flow', 'running')),
  pattern TEXT NOT NULL CHECK (pattern IN ('plain', 'seasonal', 'rolling')),
  due_quarters TEXT NOT NULL CHECK (due_quarters <> ''),
  every_years INTEGER NOT NULL CHECK (every_years >= 1),
  survey_year INTEGER CHECK (survey_year BETWEEN 0 AND 9998),
  lag_days INTEGER CHECK (lag_days >= 0),
  numerator_label TEXT,
  denominator_label TEXT,
  multiplier INTEGER CHECK (abs(multiplier) <= 1000000000000000 AND multiplier >= 0),
  data_source TEXT,
  source TEXT,
  PRIMARY KEY (indicator, part)
) STRICT, WITHOUT ROWID;

-- Counting rules of an indicator; `standard` needs no row.
CREATE TABLE bases (
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis <> ''),
  title TEXT NOT NULL CHECK (title <> ''),
  rule TEXT,
  "from" TEXT CHECK ("from" IS date("from")),
  "to" TEXT CHECK ("to" IS date("to")),
  ruled_by TEXT,
  PRIMARY KEY (indicator, part, basis),
  FOREIGN KEY (indicator, part) REFERENCES indicators
) STRICT, WITHOUT ROWID;

-- Each target once, whatever its versions; what facts and successors refer to.
CREATE TABLE target_names (
  agreement TEXT NOT NULL REFERENCES agreements,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  PRIMARY KEY (agreement, indicator, part),
  FOREIGN KEY (indicator, part) REFERENCES indicators
) STRICT, WITHOUT ROWID;

-- The terms of a target, one row a version.
CREATE TABLE targets (
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  recorded_on TEXT NOT NULL CHECK (recorded_on = date(recorded_on)),
  reason TEXT,
  lead TEXT NOT NULL REFERENCES partnerships,
  contributors TEXT,
  delivery_group TEXT REFERENCES partnerships,
  lead_officer_role TEXT,
  statutory TEXT NOT NULL CHECK (statutory IN ('yes', 'no')),
  state TEXT NOT NULL CHECK (state IN ('agreed', 'placeholder', 'parked', 'renegotiating', 'superseded', 'withdrawn')),
  path TEXT NOT NULL CHECK (path IN ('linear', 'step', 'profile')),
  profile TEXT,
  tolerance_mode TEXT CHECK (tolerance_mode IN ('absolute', 'relative', 'share')),
  tolerance INTEGER CHECK (abs(tolerance) <= 1000000000000000 AND tolerance >= 0),
  tolerance_set_by TEXT,
  influence TEXT CHECK (influence IN ('control', 'shared', 'context')),
  successor_agreement TEXT REFERENCES agreements,
  successor_indicator TEXT,
  successor_part TEXT,
  source TEXT,
  PRIMARY KEY (agreement, indicator, part, version),
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names,
  FOREIGN KEY (successor_agreement, successor_indicator, successor_part) REFERENCES target_names DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- What was put forward, agreed or refused for a year, one row a version.
CREATE TABLE commitments (
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis <> ''),
  item TEXT NOT NULL CHECK (item IN ('baseline', 'target', 'stretch', 'expected-without', 'reward-pot')),
  period INTEGER NOT NULL CHECK (period BETWEEN 0 AND 9998),
  version INTEGER NOT NULL CHECK (version >= 1),
  value INTEGER NOT NULL CHECK (abs(value) <= 1000000000000000),
  state TEXT NOT NULL CHECK (state IN ('agreed', 'proposed', 'refused')),
  recorded_on TEXT NOT NULL CHECK (recorded_on = date(recorded_on)),
  decided_on TEXT CHECK (decided_on IS date(decided_on)),
  decided_by TEXT,
  reason_code TEXT NOT NULL CHECK (reason_code IN ('initial', 'refresh', 'definition-change', 'external-factor', 'national-setting', 'correction')),
  reason TEXT,
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  CHECK (decided_on IS NULL OR decided_on <= recorded_on),
  PRIMARY KEY (agreement, indicator, part, basis, item, period, version),
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

-- Steps on the way of a target that has no figure every quarter.
CREATE TABLE milestones (
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  due TEXT NOT NULL CHECK (due = date(due)),
  title TEXT NOT NULL CHECK (title <> ''),
  weight INTEGER CHECK (abs(weight) <= 1000000000000000 AND weight >= 0),
  completed_on TEXT CHECK (completed_on IS date(completed_on)),
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  PRIMARY KEY (agreement, indicator, part, due, title),
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

-- What was counted in a period, or why it was not, one row a version.
CREATE TABLE figures (
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis <> ''),
  period INTEGER NOT NULL CHECK (period BETWEEN 0 AND 39999),
  version INTEGER NOT NULL CHECK (version >= 1),
  value INTEGER CHECK (abs(value) <= 1000000000000000),
  numerator INTEGER CHECK (abs(numerator) <= 1000000000000000),
  denominator INTEGER CHECK (abs(denominator) <= 1000000000000000),
  status TEXT CHECK (status IN ('provisional', 'final')),
  missing_reason TEXT CHECK (missing_reason IN ('not-published', 'not-collected', 'suppressed', 'not-required')),
  recorded_at TEXT NOT NULL CHECK (recorded_at = strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  recorded_by TEXT,
  note TEXT,
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  CHECK ((value IS NULL) = (missing_reason IS NOT NULL)),
  CHECK ((value IS NULL) = (status IS NULL)),
  PRIMARY KEY (indicator, part, basis, period, version),
  FOREIGN KEY (indicator, part) REFERENCES indicators
) STRICT, WITHOUT ROWID;

-- What was said about a target in a period, one row a version.
CREATE TABLE commentaries (
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  period INTEGER NOT NULL CHECK (period BETWEEN 0 AND 39999),
  version INTEGER NOT NULL CHECK (version >= 1),
  text TEXT NOT NULL CHECK (text <> ''),
  cause TEXT,
  own_view TEXT CHECK (own_view IN ('green', 'amber', 'red')),
  recorded_at TEXT NOT NULL CHECK (recorded_at = strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  recorded_by TEXT,
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  PRIMARY KEY (agreement, indicator, part, period, version),
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

-- What is being done about a target, one row a version.
CREATE TABLE actions (
  agreement TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part TEXT NOT NULL,
  action INTEGER NOT NULL CHECK (action >= 1),
  version INTEGER NOT NULL CHECK (version >= 1),
  title TEXT NOT NULL CHECK (title <> ''),
  owner_role TEXT,
  due TEXT CHECK (due IS date(due)),
  state TEXT NOT NULL CHECK (state IN ('planned', 'under-way', 'done', 'dropped')),
  expected_effect INTEGER CHECK (abs(expected_effect) <= 1000000000000000),
  expected_by INTEGER CHECK (expected_by BETWEEN 0 AND 39999),
  recorded_on TEXT NOT NULL CHECK (recorded_on = date(recorded_on)),
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  PRIMARY KEY (agreement, indicator, part, action, version),
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

-- Meetings of boards and partnerships.
CREATE TABLE meetings (
  board TEXT NOT NULL REFERENCES partnerships,
  date TEXT NOT NULL CHECK (date = date(date)),
  papers_due TEXT CHECK (papers_due IS date(papers_due)),
  reviews INTEGER CHECK (reviews BETWEEN 0 AND 39999),
  venue TEXT,
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  PRIMARY KEY (board, date)
) STRICT, WITHOUT ROWID;

-- What a meeting decided or asked.
CREATE TABLE decisions (
  board TEXT NOT NULL,
  date TEXT NOT NULL CHECK (date = date(date)),
  number INTEGER NOT NULL CHECK (number >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('decision', 'challenge')),
  text TEXT NOT NULL CHECK (text <> ''),
  owner_role TEXT,
  due TEXT CHECK (due IS date(due)),
  answer TEXT,
  answered_on TEXT CHECK (answered_on IS date(answered_on)),
  agreement TEXT REFERENCES agreements,
  indicator TEXT,
  part TEXT,
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  PRIMARY KEY (board, date, number),
  FOREIGN KEY (board, date) REFERENCES meetings,
  FOREIGN KEY (agreement, indicator, part) REFERENCES target_names
) STRICT, WITHOUT ROWID;

-- What a partnership reported of itself.
CREATE TABLE updates (
  partnership TEXT NOT NULL REFERENCES partnerships,
  as_at TEXT NOT NULL CHECK (as_at = date(as_at)),
  section TEXT NOT NULL CHECK (section IN ('focus', 'priorities', 'achievements', 'issues', 'aims', 'challenges', 'membership', 'sub-groups', 'governance', 'big-society')),
  text TEXT NOT NULL CHECK (text <> ''),
  provenance TEXT NOT NULL CHECK (provenance IN ('published', 'entered', 'illustrative')),
  source TEXT,
  PRIMARY KEY (partnership, as_at, section)
) STRICT, WITHOUT ROWID;

-- The catalogue of National Indicators, from which targets are set up.
CREATE TABLE national_indicators (
  ni TEXT NOT NULL CHECK (ni <> ''),
  title TEXT NOT NULL CHECK (title <> ''),
  polarity TEXT CHECK (polarity IN ('higher', 'lower')),
  unit TEXT,
  frequency TEXT,
  department TEXT,
  verified TEXT NOT NULL CHECK (verified IN ('yes', 'no')),
  source TEXT,
  PRIMARY KEY (ni)
) STRICT, WITHOUT ROWID;

-- One row: what the record knows of itself. `revision` rises with every write, so that a cache can tell.
CREATE TABLE record_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  -- The newest moment at which something was recorded here, not imported; the clock never starts before it.
  last_recorded_at TEXT CHECK (last_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', last_recorded_at)),
  -- The day on which the clock of an example starts; null where the machine's clock holds.
  today TEXT CHECK (today IS date(today)),
  is_example INTEGER NOT NULL CHECK (is_example IN (0, 1)),
  package_name TEXT NOT NULL,
  package_title TEXT,
  package_description TEXT
) STRICT;
INSERT INTO record_state (id, revision, is_example, package_name) VALUES (1, 0, 0, 'laa-target-tracker');

-- The first version of a target's terms names the target.
CREATE TRIGGER targets_name BEFORE INSERT ON targets WHEN NEW.version = 1
BEGIN INSERT OR IGNORE INTO target_names VALUES (NEW.agreement, NEW.indicator, NEW.part); END;

-- Facts are append-only: a correction is the next version, and versions have no gap.

CREATE TRIGGER targets_keep_on_update BEFORE UPDATE ON targets BEGIN SELECT RAISE(ABORT, 'targets are append-only'); END;
CREATE TRIGGER targets_keep_on_delete BEFORE DELETE ON targets BEGIN SELECT RAISE(ABORT, 'targets are append-only'); END;
CREATE TRIGGER targets_follow BEFORE INSERT ON targets
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM targets WHERE agreement = NEW.agreement AND indicator = NEW.indicator AND part = NEW.part)
BEGIN SELECT RAISE(ABORT, 'targets: version does not follow'); END;

CREATE TRIGGER commitments_keep_on_update BEFORE UPDATE ON commitments BEGIN SELECT RAISE(ABORT, 'commitments are append-only'); END;
CREATE TRIGGER commitments_keep_on_delete BEFORE DELETE ON commitments BEGIN SELECT RAISE(ABORT, 'commitments are append-only'); END;
CREATE TRIGGER commitments_follow BEFORE INSERT ON commitments
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM commitments WHERE agreement = NEW.agreement AND indicator = NEW.indicator AND part = NEW.part AND basis = NEW.basis AND item = NEW.item AND period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'commitments: version does not follow'); END;

CREATE TRIGGER figures_keep_on_update BEFORE UPDATE ON figures BEGIN SELECT RAISE(ABORT, 'figures are append-only'); END;
CREATE TRIGGER figures_keep_on_delete BEFORE DELETE ON figures BEGIN SELECT RAISE(ABORT, 'figures are append-only'); END;
CREATE TRIGGER figures_follow BEFORE INSERT ON figures
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM figures WHERE indicator = NEW.indicator AND part = NEW.part AND basis = NEW.basis AND period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'figures: version does not follow'); END;

CREATE TRIGGER commentaries_keep_on_update BEFORE UPDATE ON commentaries BEGIN SELECT RAISE(ABORT, 'commentaries are append-only'); END;
CREATE TRIGGER commentaries_keep_on_delete BEFORE DELETE ON commentaries BEGIN SELECT RAISE(ABORT, 'commentaries are append-only'); END;
CREATE TRIGGER commentaries_follow BEFORE INSERT ON commentaries
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM commentaries WHERE agreement = NEW.agreement AND indicator = NEW.indicator AND part = NEW.part AND period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'commentaries: version does not follow'); END;

CREATE TRIGGER actions_keep_on_update BEFORE UPDATE ON actions BEGIN SELECT RAISE(ABORT, 'actions are append-only'); END;
CREATE TRIGGER actions_keep_on_delete BEFORE DELETE ON actions BEGIN SELECT RAISE(ABORT, 'actions are append-only'); END;
CREATE TRIGGER actions_follow BEFORE INSERT ON actions
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM actions WHERE agreement = NEW.agreement AND indicator = NEW.indicator AND part = NEW.part AND action = NEW.action)
BEGIN SELECT RAISE(ABORT, 'actions: version does not follow'); END;

-- The last thing recorded before a moment, and the figures of one indicator.
CREATE INDEX figures_by_recorded_at ON figures (recorded_at);
CREATE INDEX commentaries_by_recorded_at ON commentaries (recorded_at);
