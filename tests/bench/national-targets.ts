import type {
  Action,
  Commentary,
  Commitment,
  Indicator,
  Milestone,
  PackageRows,
  TargetTerms,
} from '../../server/domain/data-package.ts';
import { periodOf } from '../../server/domain/period.ts';
import { THEMES } from './national-area.ts';
import { figuresOf, planOf, type Random } from './national-figures.ts';
import { MEASURE_KINDS, type MeasureKind } from './national-measures.ts';

const MADE_UP = { provenance: 'illustrative', source: 'Made up for the benchmarks' } as const;
const AGREED_ON = '2008-06-30';

type Named = Pick<TargetTerms, 'agreement' | 'indicator' | 'part'>;

/** One target of an area with all that is recorded of it. @param place its number in the agreement, from 0 */
export function targetRows(agreement: string, place: number, random: Random): Partial<PackageRows> {
  const kind = MEASURE_KINDS[place % MEASURE_KINDS.length] as MeasureKind;
  const measure = { indicator: `${agreement} NI ${place + 1}`, part: '' };
  const name = { agreement, ...measure };
  return {
    indicators: [indicatorOf(measure, kind)],
    targets: [termsOf(name, kind, place)],
    commitments: commitmentsOf(name, kind),
    milestones: kind.row.due_quarters.includes('|') ? [] : milestonesOf(name),
    figures: figuresOf(measure, kind, random),
    commentaries: commentariesOf(name, place),
    actions: place % 4 === 0 ? actionsOf(name) : [],
  };
}

function indicatorOf(name: Pick<Indicator, 'indicator' | 'part'>, { title, row }: MeasureKind): Indicator {
  return {
    ...name,
    title,
    definition: null,
    ...row,
    every_years: 1,
    survey_year: null,
    lag_days: 45,
    data_source: null,
    source: MADE_UP.source,
  };
}

function termsOf(name: Named, { path, tolerance }: MeasureKind, place: number): TargetTerms {
  const lead = `${name.agreement}-${THEMES[place % THEMES.length]?.[0]}`;
  return {
    ...name,
    version: 1,
    recorded_on: AGREED_ON,
    reason: null,
    lead,
    contributors: `${name.agreement}-${THEMES[(place + 1) % THEMES.length]?.[0]}`,
    delivery_group: `${lead}-G`,
    lead_officer_role: 'Head of service',
    statutory: place % 3 === 0 ? 'yes' : 'no',
    state: place % 26 === 25 ? 'parked' : 'agreed',
    path,
    profile: null,
    tolerance_mode: tolerance.mode,
    tolerance: tolerance.of,
    tolerance_set_by: 'Made up for the benchmarks',
    influence: 'shared',
    successor_agreement: null,
    successor_indicator: null,
    successor_part: null,
    source: MADE_UP.source,
  };
}

function commitmentsOf(name: Named, kind: MeasureKind): Commitment[] {
  const { baseline, targets } = planOf(kind);
  return [
    commitment(name, 'baseline', 2007, baseline),
    ...targets.map((value, index) => commitment(name, 'target', 2008 + index, value)),
  ];
}

function commitment(name: Named, item: 'baseline' | 'target', period: number, value: number): Commitment {
  return {
    ...name,
    basis: 'standard',
    item,
    period,
    version: 1,
    value,
    state: 'agreed',
    recorded_on: AGREED_ON,
    decided_on: AGREED_ON,
    decided_by: `${name.agreement}-LSP`,
    reason_code: 'initial',
    reason: null,
    ...MADE_UP,
  };
}

function milestonesOf(name: Named): Milestone[] {
  const step = { ...name, weight: null, ...MADE_UP };
  return [
    { ...step, due: '2009-09-30', title: 'Plan agreed by all partners', completed_on: '2009-09-21' },
    { ...step, due: '2010-02-28', title: 'First year’s work reviewed', completed_on: null },
  ];
}

function commentariesOf(name: Named, place: number): Commentary[] {
  return [3, 4].map((quarter) => ({
    ...name,
    period: periodOf(2009, quarter),
    version: 1,
    text: `Quarter ${quarter}: work on target ${place + 1} went on; partners meet again before the next return.`,
    cause: null,
    own_view: place % 5 === 0 ? 'amber' : null,
    recorded_at: quarter === 3 ? '2010-01-25T10:00:00Z' : '2010-04-26T10:00:00Z',
    recorded_by: 'Partnership co-ordinator',
    ...MADE_UP,
  }));
}

function actionsOf(name: Named): Action[] {
  return [1, 2].map((action) => ({
    ...name,
    action,
    version: 1,
    title: action === 1 ? 'Bring partners’ work plans together' : 'Report what changed to the board',
    owner_role: 'Head of service',
    due: '2010-07-31',
    state: action === 1 ? 'under-way' : 'planned',
    expected_effect: null,
    expected_by: null,
    recorded_on: '2010-02-01',
    ...MADE_UP,
  }));
}
