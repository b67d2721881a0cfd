import {
  type Action,
  type Agreement,
  type Cancellation,
  type Commentary,
  type Commitment,
  type Decision,
  FILE_NAMES,
  type Figure,
  type FileName,
  type Indicator,
  type Instalment,
  type Meeting,
  type Milestone,
  type PackageRows,
  type Partnership,
  type Suppression,
  type TargetTerms,
  type Update,
} from '../../server/domain/data-package.ts';
import { periodOf } from '../../server/domain/period.ts';

export const agreement = (given: Partial<Agreement> = {}): Agreement => ({
  code: 'LAA2',
  title: 'Local Area Agreement 2008-11',
  first_year: 2008,
  last_year: 2010,
  reward_scheme: 'none',
  reward_threshold: null,
  closed_on: null,
  notes: null,
  source: null,
  ...given,
});

export const partnership = (given: Partial<Partnership> = {}): Partnership => ({
  code: 'OWP',
  name: 'Oxfordshire Waste Partnership',
  kind: 'thematic',
  parent: null,
  active_from: null,
  active_to: null,
  successor: null,
  chair: null,
  cabinet_member: null,
  lead_officer_role: null,
  website: null,
  source: null,
  ...given,
});

export const indicator = (given: Partial<Indicator> = {}): Indicator => ({
  indicator: 'NI 192',
  part: '',
  title: 'Household waste recycled',
  definition: null,
  unit: '%',
  decimals: 1,
  polarity: 'higher',
  measure: 'snapshot',
  pattern: 'plain',
  due_quarters: '1|2|3|4',
  every_years: 1,
  survey_year: null,
  lag_days: 21,
  numerator_label: null,
  denominator_label: null,
  multiplier: 1_000_000,
  data_source: null,
  source: null,
  ...given,
});

export const target = (given: Partial<TargetTerms> = {}): TargetTerms => ({
  agreement: 'LAA2',
  indicator: 'NI 192',
  part: '',
  version: 1,
  recorded_on: '2008-06-30',
  reason: null,
  lead: 'OWP',
  contributors: null,
  delivery_group: null,
  lead_officer_role: null,
  statutory: 'no',
  state: 'agreed',
  path: 'linear',
  profile: null,
  tolerance_mode: null,
  tolerance: null,
  tolerance_set_by: null,
  influence: null,
  successor_agreement: null,
  successor_indicator: null,
  successor_part: null,
  source: null,
  ...given,
});

export const commitment = (given: Partial<Commitment> = {}): Commitment => ({
  agreement: 'LAA2',
  indicator: 'NI 192',
  part: '',
  basis: 'standard',
  item: 'baseline',
  period: 2007,
  version: 1,
  value: 400_000,
  state: 'agreed',
  recorded_on: '2008-06-30',
  decided_on: null,
  decided_by: null,
  reason_code: 'initial',
  reason: null,
  provenance: 'entered',
  source: null,
  ...given,
});

export const figure = (given: Partial<Figure> = {}): Figure => ({
  indicator: 'NI 192',
  part: '',
  basis: 'standard',
  period: periodOf(2008, 2),
  version: 1,
  value: 412_000,
  numerator: null,
  denominator: null,
  status: 'final',
  missing_reason: null,
  recorded_at: '2008-11-04T10:00:00Z',
  recorded_by: null,
  note: null,
  provenance: 'entered',
  source: null,
  ...given,
});

export const commentary = (given: Partial<Commentary> = {}): Commentary => ({
  agreement: 'LAA2',
  indicator: 'NI 192',
  part: '',
  period: periodOf(2008, 2),
  version: 1,
  text: 'New rounds began in July.',
  cause: null,
  own_view: null,
  recorded_at: '2008-11-04T10:00:00Z',
  recorded_by: null,
  provenance: 'entered',
  source: null,
  ...given,
});

export const action = (given: Partial<Action> = {}): Action => ({
  agreement: 'LAA2',
  indicator: 'NI 192',
  part: '',
  action: 1,
  version: 1,
  title: 'Food waste rounds',
  owner_role: null,
  due: null,
  state: 'planned',
  expected_effect: null,
  expected_by: null,
  recorded_on: '2008-11-04',
  provenance: 'entered',
  source: null,
  ...given,
});

export const milestone = (given: Partial<Milestone> = {}): Milestone => ({
  agreement: 'LAA2',
  indicator: 'NI 192',
  part: '',
  due: '2008-12-31',
  title: 'Contract let',
  weight: null,
  completed_on: null,
  provenance: 'entered',
  source: null,
  ...given,
});

export const meeting = (given: Partial<Meeting> = {}): Meeting => ({
  board: 'OWP',
  date: '2008-11-12',
  papers_due: null,
  reviews: null,
  venue: null,
  provenance: 'entered',
  source: null,
  ...given,
});

export const decision = (given: Partial<Decision> = {}): Decision => ({
  board: 'OWP',
  date: '2008-11-12',
  number: 1,
  kind: 'decision',
  text: 'Noted.',
  owner_role: null,
  due: null,
  answer: null,
  answered_on: null,
  agreement: null,
  indicator: null,
  part: null,
  provenance: 'entered',
  source: null,
  ...given,
});

export const update = (given: Partial<Update> = {}): Update => ({
  partnership: 'OWP',
  as_at: '2008-11-12',
  section: 'focus',
  text: 'Less waste.',
  provenance: 'entered',
  source: null,
  ...given,
});

/** The whole payment in one year, half of it capital. */
export const instalment = (given: Partial<Instalment> = {}): Instalment => ({
  agreement: 'LAA2',
  year: 2011,
  share: 1_000_000,
  capital: 500_000,
  provenance: 'entered',
  source: null,
  ...given,
});

export const cancellation = (given: Partial<Cancellation> = {}): Cancellation => ({
  agreement: 'LAA2',
  cancelled_on: '2010-10-31',
  cancelled_by: null,
  reason: null,
  provenance: 'entered',
  source: null,
  ...given,
});

export const suppression = (given: Partial<Suppression> = {}): Suppression => ({
  indicator: 'NI 192',
  part: '',
  under: 5,
  source: null,
  ...given,
});

export const emptyRows = (): PackageRows =>
  Object.fromEntries(FILE_NAMES.map((file): [FileName, []] => [file, []])) as unknown as PackageRows;

/** One partnership, one indicator and one target of one agreement; the given files in place of theirs. */
export const sound = (given: Partial<PackageRows> = {}): PackageRows => ({
  ...emptyRows(),
  agreements: [agreement()],
  partnerships: [partnership()],
  indicators: [indicator()],
  targets: [target()],
  ...given,
});
