import type { Meeting, PackageRows, Partnership, Update } from '../../server/domain/data-package.ts';
import { periodOf } from '../../server/domain/period.ts';

const MADE_UP = { provenance: 'illustrative', source: 'Made up for the benchmarks' } as const;

/** What each thematic partnership of an area is about, by the end of its code. */
export const THEMES = [
  ['CYP', 'Children and Young People’s Partnership'],
  ['CSP', 'Community Safety Partnership'],
  ['ENV', 'Environment and Waste Partnership'],
  ['ECO', 'Economic Partnership'],
  ['HWB', 'Health and Wellbeing Partnership'],
] as const;

/** An area without its targets: its agreement, its board with five partnerships, their meetings and reports. */
export function areaFrame(code: string): PackageRows {
  const board = `${code}-LSP`;
  return {
    agreements: [agreementOf(code)],
    partnerships: [
      partnership(board, `Strategic Partnership of ${code}`, 'board', null),
      ...THEMES.flatMap(([end, name]) => [
        partnership(`${code}-${end}`, `${name} of ${code}`, 'thematic', board),
        partnership(`${code}-${end}-G`, `Delivery group of the ${name} of ${code}`, 'delivery-group', `${code}-${end}`),
      ]),
    ],
    indicators: [],
    bases: [],
    targets: [],
    commitments: [],
    milestones: [],
    figures: [],
    commentaries: [],
    actions: [],
    meetings: [board, ...THEMES.map(([end]) => `${code}-${end}`)].flatMap(meetingsOf),
    decisions: [],
    updates: THEMES.flatMap(([end]) => updatesOf(`${code}-${end}`)),
    instalments: [],
    cancellations: [],
    suppressions: [],
  };
}

function agreementOf(code: string): PackageRows['agreements'][number] {
  return {
    code,
    title: `Local Area Agreement of ${code}, 2008-11`,
    first_year: 2008,
    last_year: 2010,
    reward_scheme: 'none',
    reward_threshold: null,
    closed_on: null,
    notes: null,
    source: MADE_UP.source,
  };
}

function partnership(code: string, name: string, kind: Partnership['kind'], parent: string | null): Partnership {
  return {
    code,
    name,
    kind,
    parent,
    active_from: '2008-04-01',
    active_to: null,
    successor: null,
    chair: null,
    cabinet_member: null,
    lead_officer_role: 'Partnership co-ordinator',
    website: null,
    source: MADE_UP.source,
  };
}

const MEETING_DAYS = ['2009-06-10', '2009-09-09', '2009-12-09', '2010-03-10', '2010-06-09'];

function meetingsOf(board: string): Meeting[] {
  return MEETING_DAYS.map((date, index) => ({
    board,
    date,
    papers_due: null,
    reviews: periodOf(2008, 4) + index,
    venue: null,
    ...MADE_UP,
  }));
}

function updatesOf(partnership: string): Update[] {
  return (['focus', 'achievements', 'issues'] as const).map((section) => ({
    partnership,
    as_at: '2010-04-30',
    section,
    text: 'The year’s work went on as planned; the figures below show where it has yet to be felt.',
    ...MADE_UP,
  }));
}
