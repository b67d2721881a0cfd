import { describe, expect, it } from 'vitest';
import { agendaOf, askedToReport } from '../../server/domain/agenda.ts';
import { type Change, changesOf } from '../../server/domain/board.ts';
import type { Decision } from '../../server/domain/data-package.ts';
import { historyOf } from '../../server/domain/history.ts';
import type { ReportTarget } from '../../server/domain/risk-report.ts';
import { type Amount, assessedOn, commitment, figure, type GivenTarget, period } from '../support/records.ts';

const DAY = '2008-11-19';
const Q2 = '2008/09 Q2';

type Target = ReportTarget & { readonly withoutNewAction: boolean };

/** 41 by June and 42 by September are expected, and one short is still amber. */
function led(by: string, first: Amount, second: Amount | null, given: Partial<Target> = {}): Target {
  const record: GivenTarget = {
    terms: { lead: by, tolerance_mode: 'absolute', tolerance: 1 },
    commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 44)],
    figures: [figure('2008/09 Q1', first), ...(second === null ? [] : [figure(Q2, second)])],
  };
  const assessment = assessedOn(DAY, Q2, record);
  const history = historyOf(assessment.known, assessment.period);
  const rest = { lead: by, commentary: null, openActions: [], contradictions: [], withoutNewAction: false };
  return { assessment, history, ...rest, ...given };
}

function challenge(given: Partial<Decision> = {}): Decision {
  const about = { agreement: 'LAA2', indicator: 'NI 192', part: '' };
  const text = {
    kind: 'challenge',
    text: 'Why?',
    owner_role: null,
    due: null,
    answer: null,
    answered_on: null,
  } as const;
  return {
    board: 'PSB',
    date: '2008-09-10',
    number: 1,
    ...text,
    ...about,
    provenance: 'entered',
    source: null,
    ...given,
  };
}

const changes = (targets: readonly Target[]): Change[] => changesOf(targets, period(Q2));

const NONE: ReadonlySet<string> = new Set();

describe('who is asked to report', () => {
  const LEADS = ['WASTE', 'HEALTH'].map((code) => ({ code, name: code, chair: null }));
  const reasons = (targets: readonly Target[], asked: readonly Decision[] = []) =>
    Object.fromEntries(
      askedToReport(LEADS, targets, changes(targets), asked, NONE, DAY).map((lead) => [lead.code, lead.reasons]),
    );

  it.each<[sentence: string, target: Target, asked: readonly Decision[], because: string[]]>([
    ['green that stays so', led('WASTE', 41, 42), [], []],
    ['amber that stays so', led('WASTE', 40, 41), [], []],
    ['red', led('WASTE', 39, 40), [], ['1 red']],
    ['green to amber', led('WASTE', 41, 41), [], ['1 worse than the quarter before']],
    ['green to red', led('WASTE', 41, 40), [], ['1 red', '1 worse than the quarter before']],
    ['better', led('WASTE', 39, 42), [], []],
    ['no figure', led('WASTE', 41, null), [], ['1 without a return']],
    [
      'red, and nothing new is done',
      led('WASTE', 39, 40, { withoutNewAction: true }),
      [],
      ['1 red', '1 red for three quarters without a new action'],
    ],
    ['an answer is owed', led('WASTE', 41, 42), [challenge()], ['1 answer owed']],
    ['it is answered', led('WASTE', 41, 42), [challenge({ answered_on: DAY })], []],
    ['asked about another part', led('WASTE', 41, 42), [challenge({ part: 'a' })], []],
    ['asked about no target', led('WASTE', 41, 42), [challenge({ agreement: null, indicator: null, part: null })], []],
  ])('%s', (_sentence, target, asked, because) => {
    expect(reasons([target], asked)).toEqual({ WASTE: because, HEALTH: [] });
  });

  it('nobody came for it to the meeting before', () => {
    const target = led('WASTE', 41, 42);
    const asked = askedToReport(LEADS, [target], changes([target]), [], new Set(['WASTE']), DAY);
    expect(asked.map(({ code, reasons: because }) => [code, because])).toEqual([
      ['WASTE', ['nobody at the meeting before']],
      ['HEALTH', []],
    ]);
  });

  it('those who are come first, then by name', () => {
    const targets = [led('WASTE', 39, 40), led('HEALTH', 41, 42)];
    expect(askedToReport(LEADS, targets, changes(targets), [], NONE, DAY).map(({ code }) => code)).toEqual([
      'WASTE',
      'HEALTH',
    ]);
    const green = [led('WASTE', 41, 42), led('HEALTH', 41, 42)];
    expect(askedToReport(LEADS, green, changes(green), [], NONE, DAY).map(({ code }) => code)).toEqual([
      'HEALTH',
      'WASTE',
    ]);
  });
});

describe('what there is to look at', () => {
  const drawn = (targets: readonly Target[], asked: readonly Decision[] = []) =>
    agendaOf(
      targets,
      targets.filter(({ assessment }) => assessment.overall === 'red'),
      changes(targets),
      asked,
    ).map(({ title, lines }) => [title, ...lines.map(({ text }) => text)]);
  const NAME = 'Household waste recycled and composted (LAA2 NI 192; WASTE)';

  it('nothing, where nothing is', () => {
    expect(drawn([led('WASTE', 41, 42)])).toEqual([]);
  });

  it('all of it, in its order', () => {
    const contradiction = { kind: 'own-view', text: 'The lead says green.' } as const;
    expect(
      drawn([led('WASTE', 41, 40, { contradictions: [contradiction] }), led('WASTE', 41, null)], [challenge()]),
    ).toEqual([
      ['You asked', 'Why?'],
      ['Red', NAME],
      ['Worse than the quarter before', `${NAME}: green to red`],
      ['Contradictions', `${NAME}: The lead says green.`],
      ['Without a return', expect.stringMatching(/^Household .*: \d+ days late$/)],
    ]);
  });

  it('what got better is no matter for it', () => {
    expect(drawn([led('WASTE', 39, 42)])).toEqual([]);
  });
});
