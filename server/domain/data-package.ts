import {
  type Column,
  codes,
  date,
  decimal,
  integer,
  keyPart,
  moment,
  oneOf,
  period,
  quarters,
  required,
  shares,
  text,
  year,
} from './column.ts';

export const AGREEMENT_SCHEMES = ['none', 'per-target', 'whole-agreement'] as const;
export const PROVENANCES = ['published', 'entered', 'illustrative'] as const;
export const TARGET_STATES = ['agreed', 'placeholder', 'parked', 'renegotiating', 'superseded', 'withdrawn'] as const;
export const TOLERANCE_MODES = ['absolute', 'relative', 'share'] as const;
export const MISSING_REASONS = ['not-published', 'not-collected', 'suppressed', 'not-required'] as const;

const provenance = () => required(oneOf(...PROVENANCES));
const version = () => required(integer({ minimum: 1 }));
const measureKey = { indicator: required(text()), part: keyPart() };
const targetKey = { agreement: required(text()), ...measureKey };
const rag = () => oneOf('green', 'amber', 'red');

/**
 * The files of a data package and their columns, in the package's order. A row has these names in every room:
 * as cells of the CSV, as columns of the table, and as fields of the TypeScript type.
 */
export const COLUMNS = {
  agreements: {
    code: required(text()),
    title: required(text()),
    first_year: required(year()),
    last_year: required(year()),
    reward_scheme: required(oneOf(...AGREEMENT_SCHEMES)),
    reward_threshold: decimal({ minimum: 0, maximum: 1 }),
    closed_on: date(),
    notes: text(),
    source: text(),
  },
  partnerships: {
    code: required(text()),
    name: required(text()),
    kind: required(oneOf('board', 'thematic', 'delivery-group', 'other')),
    parent: text(),
    active_from: date(),
    active_to: date(),
    successor: text(),
    chair: text(),
    cabinet_member: text(),
    lead_officer_role: text(),
    website: text(),
    source: text(),
  },
  indicators: {
    ...measureKey,
    title: required(text()),
    definition: text(),
    unit: required(text()),
    decimals: required(integer({ minimum: 0, maximum: 4 })),
    polarity: required(oneOf('higher', 'lower')),
    measure: required(oneOf('snapshot', 'flow', 'running')),
    pattern: required(oneOf('plain', 'seasonal', 'rolling')),
    due_quarters: required(quarters()),
    every_years: required(integer({ minimum: 1 })),
    survey_year: year(),
    lag_days: integer({ minimum: 0 }),
    numerator_label: text(),
    denominator_label: text(),
    multiplier: decimal({ minimum: 0 }),
    data_source: text(),
    source: text(),
  },
  bases: {
    ...measureKey,
    basis: required(text()),
    title: required(text()),
    rule: text(),
    from: date(),
    to: date(),
    ruled_by: text(),
  },
  targets: {
    ...targetKey,
    version: version(),
    recorded_on: required(date()),
    reason: text(),
    lead: required(text()),
    contributors: codes(),
    delivery_group: text(),
    lead_officer_role: text(),
    statutory: required(oneOf('yes', 'no')),
    state: required(oneOf(...TARGET_STATES)),
    path: required(oneOf('linear', 'step', 'profile')),
    profile: shares(),
    tolerance_mode: oneOf(...TOLERANCE_MODES),
    tolerance: decimal({ minimum: 0 }),
    tolerance_set_by: text(),
    influence: oneOf('control', 'shared', 'context'),
    successor_agreement: text(),
    successor_indicator: text(),
    successor_part: text(),
    source: text(),
  },
  commitments: {
    ...targetKey,
    basis: required(text()),
    item: required(oneOf('baseline', 'target', 'stretch', 'expected-without', 'reward-pot')),
    period: required(year()),
    version: version(),
    value: required(decimal()),
    state: required(oneOf('agreed', 'proposed', 'refused')),
    recorded_on: required(date()),
    decided_on: date(),
    decided_by: text(),
    reason_code: required(
      oneOf('initial', 'refresh', 'definition-change', 'external-factor', 'national-setting', 'correction'),
    ),
    reason: text(),
    provenance: provenance(),
    source: text(),
  },
  milestones: {
    ...targetKey,
    due: required(date()),
    title: required(text()),
    weight: decimal({ minimum: 0 }),
    completed_on: date(),
    provenance: provenance(),
    source: text(),
  },
  figures: {
    ...measureKey,
    basis: required(text()),
    period: required(period()),
    version: version(),
    value: decimal(),
    numerator: decimal(),
    denominator: decimal(),
    status: oneOf('provisional', 'final'),
    missing_reason: oneOf(...MISSING_REASONS),
    recorded_at: required(moment()),
    recorded_by: text(),
    note: text(),
    provenance: provenance(),
    source: text(),
  },
  commentaries: {
    ...targetKey,
    period: required(period()),
    version: version(),
    text: required(text()),
    cause: text(),
    own_view: rag(),
    recorded_at: required(moment()),
    recorded_by: text(),
    provenance: provenance(),
    source: text(),
  },
  actions: {
    ...targetKey,
    action: required(integer({ minimum: 1 })),
    version: version(),
    title: required(text()),
    owner_role: text(),
    due: date(),
    state: required(oneOf('planned', 'under-way', 'done', 'dropped')),
    expected_effect: decimal(),
    expected_by: period(),
    recorded_on: required(date()),
    provenance: provenance(),
    source: text(),
  },
  meetings: {
    board: required(text()),
    date: required(date()),
    papers_due: date(),
    reviews: period(),
    venue: text(),
    provenance: provenance(),
    source: text(),
  },
  decisions: {
    board: required(text()),
    date: required(date()),
    number: required(integer({ minimum: 1 })),
    kind: required(oneOf('decision', 'challenge')),
    text: required(text()),
    owner_role: text(),
    due: date(),
    answer: text(),
    answered_on: date(),
    agreement: text(),
    indicator: text(),
    part: text(),
    provenance: provenance(),
    source: text(),
  },
  updates: {
    partnership: required(text()),
    as_at: required(date()),
    section: required(
      oneOf(
        'focus',
        'priorities',
        'achievements',
        'issues',
        'aims',
        'challenges',
        'membership',
        'sub-groups',
        'governance',
        'big-society',
      ),
    ),
    text: required(text()),
    provenance: provenance(),
    source: text(),
  },
  instalments: {
    agreement: required(text()),
    year: required(year()),
    share: required(decimal({ minimum: 0, maximum: 100 })),
    capital: required(decimal({ minimum: 0, maximum: 100 })),
    provenance: provenance(),
    source: text(),
  },
  cancellations: {
    agreement: required(text()),
    cancelled_on: required(date()),
    cancelled_by: text(),
    reason: text(),
    provenance: provenance(),
    source: text(),
  },
  suppressions: {
    ...measureKey,
    under: required(integer({ minimum: 0 })),
    source: text(),
  },
} as const satisfies Record<string, Record<string, Column>>;

export type FileName = keyof typeof COLUMNS;
export const FILE_NAMES = Object.keys(COLUMNS) as FileName[];

export type Row<F extends FileName> = {
  -readonly [C in keyof (typeof COLUMNS)[F]]: (typeof COLUMNS)[F][C] extends Column<infer T> ? T : never;
};

export type Agreement = Row<'agreements'>;
export type Partnership = Row<'partnerships'>;
export type Indicator = Row<'indicators'>;
export type Basis = Row<'bases'>;
/** One version of a target's terms: its owner, state, path and tolerance. */
export type TargetTerms = Row<'targets'>;
export type Commitment = Row<'commitments'>;
export type Milestone = Row<'milestones'>;
export type Figure = Row<'figures'>;
export type Commentary = Row<'commentaries'>;
export type Action = Row<'actions'>;
export type Meeting = Row<'meetings'>;
export type Decision = Row<'decisions'>;
export type Update = Row<'updates'>;
/** What of an agreement's reward is paid in one year: its share of the payment, and how much of that is capital. */
export type Instalment = Row<'instalments'>;
/** That an agreement's reward will not be paid. */
export type Cancellation = Row<'cancellations'>;
/** That the public sees no figure of a measure that rests on fewer cases than this. */
export type Suppression = Row<'suppressions'>;

export type Polarity = Indicator['polarity'];
export type Provenance = Figure['provenance'];

/** The whole content of a data package, or of the record. */
export type PackageRows = { [F in FileName]: Row<F>[] };

interface Reference {
  readonly fields: readonly string[];
  /** The empty name is the file itself. */
  readonly to: { readonly file: FileName | ''; readonly fields: readonly string[] };
}

interface FileRule {
  /** Columns that name a row. Of a versioned fact the last one is `version`. */
  readonly key: readonly string[];
  readonly references: readonly Reference[];
  /** Whether a package must hold the file. */
  readonly needed: boolean;
  /** Facts are never replaced: a correction is a new version. */
  readonly fact: boolean;
  /** The column that says when a row was recorded, on facts. */
  readonly recorded?: 'recorded_on' | 'recorded_at';
}

const reference = (fields: string[], file: FileName | '', target = fields): Reference => ({
  fields,
  to: { file, fields: target },
});
const MEASURE = ['indicator', 'part'];
const TARGET = ['agreement', ...MEASURE];
const toTarget = reference(TARGET, 'targets');
const toAgreement = reference(['agreement'], 'agreements', ['code']);
const toMeasure = reference(MEASURE, 'indicators');

export const FILES: { readonly [F in FileName]: FileRule } = {
  agreements: { key: ['code'], references: [], needed: true, fact: false },
  partnerships: {
    key: ['code'],
    references: [reference(['parent'], '', ['code']), reference(['successor'], '', ['code'])],
    needed: true,
    fact: false,
  },
  indicators: { key: MEASURE, references: [], needed: true, fact: false },
  bases: { key: [...MEASURE, 'basis'], references: [toMeasure], needed: false, fact: false },
  targets: {
    key: [...TARGET, 'version'],
    references: [
      toAgreement,
      toMeasure,
      reference(['lead'], 'partnerships', ['code']),
      reference(['delivery_group'], 'partnerships', ['code']),
      reference(['successor_agreement'], 'agreements', ['code']),
      reference(['successor_agreement', 'successor_indicator', 'successor_part'], '', TARGET),
    ],
    needed: true,
    fact: true,
    recorded: 'recorded_on',
  },
  commitments: {
    key: [...TARGET, 'basis', 'item', 'period', 'version'],
    references: [toTarget],
    needed: false,
    fact: true,
    recorded: 'recorded_on',
  },
  milestones: { key: [...TARGET, 'due', 'title'], references: [toTarget], needed: false, fact: false },
  figures: {
    key: [...MEASURE, 'basis', 'period', 'version'],
    references: [toMeasure],
    needed: false,
    fact: true,
    recorded: 'recorded_at',
  },
  commentaries: {
    key: [...TARGET, 'period', 'version'],
    references: [toTarget],
    needed: false,
    fact: true,
    recorded: 'recorded_at',
  },
  actions: {
    key: [...TARGET, 'action', 'version'],
    references: [toTarget],
    needed: false,
    fact: true,
    recorded: 'recorded_on',
  },
  meetings: {
    key: ['board', 'date'],
    references: [reference(['board'], 'partnerships', ['code'])],
    needed: false,
    fact: false,
  },
  decisions: {
    key: ['board', 'date', 'number'],
    references: [reference(['board', 'date'], 'meetings'), toAgreement, toTarget],
    needed: false,
    fact: false,
  },
  updates: {
    key: ['partnership', 'as_at', 'section'],
    references: [reference(['partnership'], 'partnerships', ['code'])],
    needed: false,
    fact: false,
  },
  instalments: { key: ['agreement', 'year'], references: [toAgreement], needed: false, fact: false },
  cancellations: { key: ['agreement'], references: [toAgreement], needed: false, fact: false },
  suppressions: { key: MEASURE, references: [toMeasure], needed: false, fact: false },
};

/** What `datapackage.json` says of the package as a whole. */
export interface PackageTitle {
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
}

/** The content of `datapackage.json` (Frictionless Data Package v1) for a package with these files. */
export function packageDescriptor(about: PackageTitle, files: readonly FileName[]): unknown {
  return {
    profile: 'tabular-data-package',
    name: about.name,
    ...(about.title === null ? {} : { title: about.title }),
    ...(about.description === null ? {} : { description: about.description }),
    resources: files.map(resource),
  };
}

function resource(file: FileName): unknown {
  const { key, references } = FILES[file];
  return {
    name: file,
    path: `${file}.csv`,
    profile: 'tabular-data-resource',
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: {
      fields: Object.entries(COLUMNS[file]).map(([name, { schema }]) => ({ name, ...schema })),
      missingValues: [''],
      primaryKey: single(key),
      ...(references.length === 0 ? {} : { foreignKeys: references.map(foreignKey) }),
    },
  };
}

function foreignKey({ fields, to }: Reference): unknown {
  return { fields: single(fields), reference: { resource: to.file, fields: single(to.fields) } };
}

function single(fields: readonly string[]): string | readonly string[] {
  return fields.length === 1 ? (fields[0] as string) : fields;
}
