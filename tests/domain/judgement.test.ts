import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commitment, Figure } from '../../server/domain/data-package.ts';
import { isListed, type Judgement } from '../../server/domain/judgement.ts';
import { isRag, LIGHTS, type Light, RAG, worse } from '../../server/domain/light.ts';
import { periodText, yearText } from '../../server/domain/period.ts';
import { compare, quantityText } from '../../server/domain/quantity.ts';
import {
  type Amount,
  commitment,
  figure,
  type GivenTarget,
  type GivenTerms,
  judgedOn,
  knownOn,
  milestone,
  yearOfFigures,
} from '../support/records.ts';

/** 42 is expected by 2008/09 Q2. */
const rising = [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 52)];
/** 50 is expected by 2008/09 Q2. */
const falling = [commitment('baseline', '2007/08', 52), commitment('target', '2010/11', 40)];
const flow = { measure: 'flow', unit: 'number', decimals: 0 } as const;
const lower = { polarity: 'lower' } as const;

const absolute = (tolerance: Amount): GivenTerms => ({ tolerance_mode: 'absolute', tolerance });
const relative = (tolerance: Amount): GivenTerms => ({ tolerance_mode: 'relative', tolerance });
const share = (tolerance: Amount): GivenTerms => ({ tolerance_mode: 'share', tolerance });

function quarterOfU(judgement: Judgement): string | null {
  return judgement.quarter === null ? null : periodText(judgement.quarter);
}

function missingOf(judgement: Judgement): string | null {
  return judgement.missing === null ? null : periodText(judgement.missing);
}

describe('the colour of a figure (3.4)', () => {
  const at = (amount: Amount, given: GivenTarget = {}): GivenTarget => ({
    commitments: rising,
    figures: [figure('2008/09 Q2', amount)],
    ...given,
  });
  const goal = (value: Amount, given: GivenTarget = {}): GivenTarget => ({
    commitments: [commitment('target', '2008/09', value)],
    ...given,
  });

  it.each<[string, GivenTarget, Light, string]>([
    ['higher is better: exactly as expected is met', at(42), 'green', '0'],
    ['higher is better: one step over', at('42.1'), 'green', '0.1'],
    ['higher is better: one step short without tolerance', at('41.9'), 'red', '-0.1'],
    ['lower is better: exactly as expected is met', at(50, { indicator: lower, commitments: falling }), 'green', '0'],
    ['lower is better: one step under', at('49.9', { indicator: lower, commitments: falling }), 'green', '0.1'],
    [
      'lower is better: one step over without tolerance',
      at('50.1', { indicator: lower, commitments: falling }),
      'red',
      '-0.1',
    ],
    ['absolute: short by the tolerance exactly', at(41, { terms: absolute(1) }), 'amber', '-1'],
    ['absolute: a step beyond', at('40.9', { terms: absolute(1) }), 'red', '-1.1'],
    [
      'absolute, lower is better: over by the tolerance exactly',
      at(51, { terms: absolute(1), indicator: lower, commitments: falling }),
      'amber',
      '-1',
    ],
    [
      'absolute, lower is better: a step beyond',
      at('51.1', { terms: absolute(1), indicator: lower, commitments: falling }),
      'red',
      '-1.1',
    ],
    ['a tolerance smaller than a step gives no amber', at('41.9', { terms: absolute('0.05') }), 'red', '-0.1'],
    ['a tolerance of nought', at('41.9', { terms: absolute(0) }), 'red', '-0.1'],
    ['a mode with an empty tolerance', at('41.9', { terms: { tolerance_mode: 'absolute' } }), 'red', '-0.1'],
    ['relative: 5% of 42 is 2.1, exactly', at('39.9', { terms: relative(5) }), 'amber', '-2.1'],
    ['relative: a step beyond', at('39.8', { terms: relative(5) }), 'red', '-2.2'],
    ['relative: 3% of 42 is 1.26, not rounded', at('40.7', { terms: relative(3) }), 'red', '-1.3'],
    [
      'relative, lower is better: 5% of 50 is 2.5, exactly',
      at('52.5', { terms: relative(5), indicator: lower, commitments: falling }),
      'amber',
      '-2.5',
    ],
    [
      'relative, lower is better: a step beyond',
      at('52.6', { terms: relative(5), indicator: lower, commitments: falling }),
      'red',
      '-2.6',
    ],
    ['share: 10% of 52 − 40 is 1.2, exactly', at('40.8', { terms: share(10) }), 'amber', '-1.2'],
    ['share: a step beyond', at('40.7', { terms: share(10) }), 'red', '-1.3'],
    [
      'share, lower is better: 10% of |40 − 52| is 1.2, exactly',
      at('51.2', { terms: share(10), indicator: lower, commitments: falling }),
      'amber',
      '-1.2',
    ],
    [
      'share, lower is better: a step beyond',
      at('51.3', { terms: share(10), indicator: lower, commitments: falling }),
      'red',
      '-1.3',
    ],
    ['the figure is rounded half away from zero before it is judged', at('41.95'), 'green', '0'],
    ['and only from the half', at('41.9499'), 'red', '-0.1'],
    [
      'what is expected is rounded too: 42.05 is 42.1',
      at('42', { commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', '52.3')] }),
      'red',
      '-0.1',
    ],
    [
      'what is expected is rounded too: 42.033 is 42.0',
      at('42', { commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', '52.2')] }),
      'green',
      '0',
    ],
    [
      'a relative tolerance is a share of the rounded value: 10% of 9.6, shown as 10, is 1',
      at(9, goal('9.6', { terms: relative(10), indicator: { decimals: 0 } })),
      'amber',
      '-1',
    ],
    ['below zero: 10% of −10 is 1, exactly', at(-11, goal(-10, { terms: relative(10) })), 'amber', '-1'],
    ['below zero: a step beyond', at('-11.1', goal(-10, { terms: relative(10) })), 'red', '-1.1'],
    ['below zero: −9 is better than −10 where higher is', at(-9, goal(-10)), 'green', '1'],
    ['below zero: −11 is better than −10 where lower is', at(-11, goal(-10, { indicator: lower })), 'green', '1'],
    ['a target of nought, met', at(0, goal(0, { indicator: lower })), 'green', '0'],
    ['a target of nought, missed', at('0.1', goal(0, { indicator: lower })), 'red', '-0.1'],
    [
      'a target of nought has no relative tolerance',
      at('0.1', goal(0, { indicator: lower, terms: relative(50) })),
      'red',
      '-0.1',
    ],
    [
      'a target of nought has an absolute tolerance',
      at('0.1', goal(0, { indicator: lower, terms: absolute('0.1') })),
      'amber',
      '-0.1',
    ],
    [
      'maintain: at the level, higher is better',
      at(42, { commitments: [commitment('baseline', '2007/08', 42), commitment('target', '2010/11', 42)] }),
      'green',
      '0',
    ],
    [
      'maintain: a step under the level, higher is better',
      at('41.9', { commitments: [commitment('baseline', '2007/08', 42), commitment('target', '2010/11', 42)] }),
      'red',
      '-0.1',
    ],
    [
      'maintain: at the level, lower is better',
      at(42, {
        indicator: lower,
        commitments: [commitment('baseline', '2007/08', 42), commitment('target', '2010/11', 42)],
      }),
      'green',
      '0',
    ],
    [
      'maintain: a step over the level, lower is better',
      at('42.1', {
        indicator: lower,
        commitments: [commitment('baseline', '2007/08', 42), commitment('target', '2010/11', 42)],
      }),
      'red',
      '-0.1',
    ],
  ])('%s', (_, given, light, gap) => {
    const judgement = judgedOn('2008-11-19', '2008/09 Q2', given);
    expect(judgement.light).toBe(light);
    expect(judgement.judged && quantityText(judgement.judged.gap)).toBe(gap);
    expect([judgement.judgedBy, judgement.rule]).toEqual(['figure', '3.4']);
  });

  it.each<[string, string, Amount, Light]>([
    ['in a year with a target, from that: 25% of 44 − 40 is 1', '2008/09 Q2', 41, 'amber'],
    ['in a year with a target, a step beyond', '2008/09 Q2', '40.9', 'red'],
    ['in a year without, from the next: 25% of 52 − 40 is 3', '2009/10 Q2', 43, 'amber'],
    ['in a year without, a step beyond', '2009/10 Q2', '42.9', 'red'],
    ['after the last, from the last: 25% of 52 − 40 is 3', '2011/12 Q2', 49, 'amber'],
    ['after the last, a step beyond', '2011/12 Q2', '48.9', 'red'],
  ])('a share of the planned improvement is taken %s', (_, text, amount, light) => {
    const commitments = [...rising, commitment('target', '2008/09', 44)];
    const agreement = { last_year: 2011 };
    const given = { agreement, commitments, terms: share(25), figures: [figure(text, amount)] };
    expect(judgedOn('2011-12-31', text, given).light).toBe(light);
  });
});

describe('the colour of a flow’s year to date (2.3, 3.4)', () => {
  const commitments = [commitment('target', '2008/09', 1200)];
  const quarters = (...amounts: Amount[]) => yearOfFigures('2008/09', amounts);

  it.each<[string, GivenTarget, string, Light, string]>([
    ['half a year, exactly half the target', { figures: quarters(250, 350) }, '2008/09 Q2', 'green', '0'],
    ['one short', { figures: quarters(250, 349) }, '2008/09 Q2', 'red', '-1'],
    [
      'lower is better: one over',
      { indicator: { ...flow, ...lower }, figures: quarters(250, 351) },
      '2008/09 Q2',
      'red',
      '-1',
    ],
    [
      'an absolute tolerance is halved at half a year: 20 of 40, exactly',
      { terms: absolute(40), figures: quarters(250, 330) },
      '2008/09 Q2',
      'amber',
      '-20',
    ],
    ['one more short', { terms: absolute(40), figures: quarters(250, 329) }, '2008/09 Q2', 'red', '-21'],
    [
      'lower is better: 20 over, exactly',
      { indicator: { ...flow, ...lower }, terms: absolute(40), figures: quarters(250, 370) },
      '2008/09 Q2',
      'amber',
      '-20',
    ],
    [
      'lower is better: 21 over',
      { indicator: { ...flow, ...lower }, terms: absolute(40), figures: quarters(250, 371) },
      '2008/09 Q2',
      'red',
      '-21',
    ],
    [
      'an absolute tolerance is whole at the year’s end',
      { terms: absolute(40), figures: quarters(250, 350, 300, 260) },
      '2008/09 Q4',
      'amber',
      '-40',
    ],
    [
      'with its own profile, 240 and a tolerance of 8 at a fifth of the year',
      { terms: { ...absolute(40), profile: '20|25|25|30' }, figures: quarters(232) },
      '2008/09 Q1',
      'amber',
      '-8',
    ],
    [
      'with its own profile, one more short',
      { terms: { ...absolute(40), profile: '20|25|25|30' }, figures: quarters(231) },
      '2008/09 Q1',
      'red',
      '-9',
    ],
    [
      'a relative tolerance is of what is expected so far: 5% of 600',
      { terms: relative(5), figures: quarters(250, 320) },
      '2008/09 Q2',
      'amber',
      '-30',
    ],
    ['one more short', { terms: relative(5), figures: quarters(250, 319) }, '2008/09 Q2', 'red', '-31'],
    [
      'a share of the improvement is not divided over the year: 10% of 1200 − 1000 is 20',
      {
        terms: share(10),
        commitments: [...commitments, commitment('baseline', '2007/08', 1000)],
        figures: quarters(250, 330),
      },
      '2008/09 Q2',
      'amber',
      '-20',
    ],
    [
      'one more short',
      {
        terms: share(10),
        commitments: [...commitments, commitment('baseline', '2007/08', 1000)],
        figures: quarters(250, 329),
      },
      '2008/09 Q2',
      'red',
      '-21',
    ],
    [
      'a stretch where the year has no target',
      { commitments: [commitment('stretch', '2008/09', 1200)], figures: quarters(250, 350) },
      '2008/09 Q2',
      'green',
      '0',
    ],
    [
      'a target of nought',
      { indicator: { ...flow, ...lower }, commitments: [commitment('target', '2008/09', 0)], figures: quarters(0, 0) },
      '2008/09 Q2',
      'green',
      '0',
    ],
    [
      'a target of nought, missed by one',
      { indicator: { ...flow, ...lower }, commitments: [commitment('target', '2008/09', 0)], figures: quarters(0, 1) },
      '2008/09 Q2',
      'red',
      '-1',
    ],
    ['no baseline is needed', { figures: quarters(300) }, '2008/09 Q1', 'green', '0'],
  ])('%s', (_, given, text, light, gap) => {
    const judgement = judgedOn('2009-05-20', text, { indicator: flow, commitments, ...given });
    expect([judgement.light, judgement.judged && quantityText(judgement.judged.gap)]).toEqual([light, gap]);
  });

  it('a flow is shown with the sum, its figure is that of the quarter', () => {
    const judgement = judgedOn('2008-11-19', '2008/09 Q2', {
      indicator: flow,
      commitments,
      figures: quarters(250, 350),
    });
    expect(judgement.actual).toBe(6_000_000);
    expect(judgement.figure?.value).toBe(3_500_000);
  });
});

describe('the colour of a running count (2.4, 3.4)', () => {
  it.each<[string, Amount, Light]>([
    ['the figure as entered, exactly as expected', 200, 'green'],
    ['one short', 199, 'red'],
  ])('%s', (_, amount, light) => {
    const given: GivenTarget = {
      indicator: { measure: 'running', unit: 'number', decimals: 0 },
      commitments: [commitment('target', '2010/11', 1200)],
      figures: [figure('2008/09 Q1', 900), figure('2008/09 Q2', amount)],
    };
    expect(judgedOn('2008-11-19', '2008/09 Q2', given).light).toBe(light);
  });
});

describe('states and targets come first (3.1)', () => {
  const figures = [figure('2008/09 Q2', 42)];

  it.each<[string, GivenTarget, Light, string]>([
    ['parked', { terms: { state: 'parked' }, commitments: rising, figures }, 'parked', '3.1'],
    ['being renegotiated', { terms: { state: 'renegotiating' }, commitments: rising, figures }, 'parked', '3.1'],
    ['parked, though without a target', { terms: { state: 'parked' }, figures }, 'parked', '3.1'],
    [
      'a placeholder, whatever is agreed',
      { terms: { state: 'placeholder' }, commitments: rising, figures },
      'no-target',
      '3.1',
    ],
    ['nothing agreed', { figures }, 'no-target', '3.1'],
    ['nothing but a baseline', { commitments: rising.slice(0, 1), figures }, 'no-target', '3.1'],
    [
      'only proposed',
      { commitments: [commitment('target', '2008/09', 42, { state: 'proposed' })], figures },
      'no-target',
      '3.1',
    ],
    ['a stretch alone is enough', { commitments: [commitment('stretch', '2008/09', 42)], figures }, 'green', '3.4'],
    [
      'agreed after the as-at date',
      { commitments: [commitment('target', '2008/09', 42, { recorded_on: '2008-11-20' })], figures },
      'no-target',
      '3.1',
    ],
    [
      'agreed on the as-at date',
      { commitments: [commitment('target', '2008/09', 42, { recorded_on: '2008-11-19' })], figures },
      'green',
      '3.4',
    ],
    ['no target comes before a missing figure', {}, 'no-target', '3.1'],
    [
      'for a snapshot an earlier year’s target is enough',
      { agreement: { first_year: 2007 }, commitments: [commitment('target', '2007/08', 42)], figures },
      'green',
      '3.4',
    ],
    [
      'for a flow an earlier year’s target is none',
      { agreement: { first_year: 2007 }, indicator: flow, commitments: [commitment('target', '2007/08', 42)], figures },
      'no-target',
      '3.1',
    ],
    [
      'for a flow a later year’s target is none',
      { indicator: flow, commitments: [commitment('target', '2009/10', 42)], figures },
      'no-target',
      '3.1',
    ],
  ])('%s', (_, given, light, rule) => {
    const judgement = judgedOn('2008-11-19', '2008/09 Q2', given);
    expect([judgement.light, judgement.rule]).toEqual([light, rule]);
  });

  it.each<[string, GivenTerms['state'] & string, boolean]>([
    ['withdrawn', 'withdrawn', false],
    ['superseded', 'superseded', false],
    ['parked', 'parked', true],
    ['being renegotiated', 'renegotiating', true],
    ['a placeholder', 'placeholder', true],
    ['agreed', 'agreed', true],
  ])('in the agreement’s count: %s', (_, state, expected) => {
    expect(isListed(knownOn('2008-11-19', { terms: { state } }))).toBe(expected);
  });

  const annual = { ...flow, due_quarters: '4' };
  it.each<[string, string, Commitment[], Light]>([
    ['without u, of p’s year: there is one', '2008/09 Q2', [commitment('target', '2008/09', 100)], 'not-due'],
    ['without u, of p’s year: there is none', '2008/09 Q2', [commitment('target', '2009/10', 100)], 'no-target'],
    ['with u, of u’s year: there is one', '2009/10 Q1', [commitment('target', '2008/09', 100)], 'green'],
    ['with u, of u’s year: there is none', '2009/10 Q1', [commitment('target', '2009/10', 100)], 'no-target'],
  ])('the target of an annual flow is %s', (_, text, commitments, light) => {
    const given = { indicator: annual, commitments, figures: [figure('2008/09 Q4', 100)] };
    expect(judgedOn('2009-07-10', text, given).light).toBe(light);
  });
});

describe('the quarter whose figure is judged, u (3.2)', () => {
  const summer = { due_quarters: '2' };
  const yearly = { due_quarters: '4' };
  const survey = { due_quarters: '4', every_years: 2, survey_year: 2008 };
  const older = { first_year: 2006, last_year: 2010 };

  it.each<[string, GivenTarget, string, string, string | null, Light]>([
    [
      'of a quarterly one the quarter itself',
      { figures: [figure('2008/09 Q2', 42)] },
      '2008-11-19',
      '2008/09 Q2',
      '2008/09 Q2',
      'green',
    ],
    [
      'of a quarterly one the quarter itself, though its figure is not in',
      { figures: [figure('2008/09 Q1', 42)] },
      '2008-10-28',
      '2008/09 Q2',
      '2008/09 Q2',
      'not-due',
    ],
    [
      'later figures that are in do not count',
      { figures: [figure('2008/09 Q2', 0), figure('2008/09 Q1', 42)] },
      '2008-11-19',
      '2008/09 Q1',
      '2008/09 Q1',
      'green',
    ],
    [
      'with a lag of 91 days it does not wait',
      { indicator: { lag_days: 91 }, figures: [figure('2008/09 Q1', 42)] },
      '2008-10-10',
      '2008/09 Q2',
      '2008/09 Q2',
      'not-due',
    ],
    [
      'with a lag of 92 days it waits at the last figure that is in',
      { indicator: { lag_days: 92 }, figures: [figure('2008/09 Q1', 42)] },
      '2008-10-10',
      '2008/09 Q2',
      '2008/09 Q1',
      'green',
    ],
    [
      'with a lag of 92 days, on the last day',
      { indicator: { lag_days: 92 }, figures: [figure('2008/09 Q1', 42)] },
      '2008-12-31',
      '2008/09 Q2',
      '2008/09 Q1',
      'green',
    ],
    [
      'with a lag of 92 days, overdue',
      { indicator: { lag_days: 92 }, figures: [figure('2008/09 Q1', 42)] },
      '2009-01-01',
      '2008/09 Q2',
      '2008/09 Q2',
      'no-return',
    ],
    [
      'summer results until the next ones are in',
      { indicator: summer, figures: [figure('2008/09 Q2', 44)] },
      '2009-10-28',
      '2009/10 Q2',
      '2008/09 Q2',
      'green',
    ],
    [
      'summer results that are overdue',
      { indicator: summer, figures: [figure('2008/09 Q2', 44)] },
      '2009-10-29',
      '2009/10 Q2',
      '2009/10 Q2',
      'no-return',
    ],
    [
      'summer results that are in before their day',
      { indicator: summer, figures: [figure('2008/09 Q2', 44), figure('2009/10 Q2', 10)] },
      '2009-10-14',
      '2009/10 Q2',
      '2009/10 Q2',
      'red',
    ],
    [
      'a row that says “not published”, before its day, is not in',
      {
        indicator: summer,
        figures: [figure('2008/09 Q2', 44), figure('2009/10 Q2', null, { missing_reason: 'not-published' })],
      },
      '2009-10-28',
      '2009/10 Q2',
      '2008/09 Q2',
      'green',
    ],
    [
      'a row that says “not published”, after its day, is no data',
      {
        indicator: summer,
        figures: [figure('2008/09 Q2', 44), figure('2009/10 Q2', null, { missing_reason: 'not-published' })],
      },
      '2009-10-29',
      '2009/10 Q2',
      '2009/10 Q2',
      'no-data',
    ],
    [
      'a row that says “suppressed” is in, before its day',
      {
        indicator: summer,
        figures: [figure('2008/09 Q2', 44), figure('2009/10 Q2', null, { missing_reason: 'suppressed' })],
      },
      '2009-10-20',
      '2009/10 Q2',
      '2009/10 Q2',
      'no-data',
    ],
    [
      'none in or overdue: the latest, not yet due',
      { indicator: yearly },
      '2009-04-28',
      '2008/09 Q4',
      '2008/09 Q4',
      'not-due',
    ],
    [
      'none in or overdue: the latest, a day late',
      { indicator: yearly },
      '2009-04-29',
      '2008/09 Q4',
      '2008/09 Q4',
      'no-return',
    ],
    [
      'no due quarter inside the agreement so far',
      { indicator: yearly, figures: [figure('2007/08 Q4', 99)] },
      '2009-02-10',
      '2008/09 Q3',
      null,
      'not-due',
    ],
    [
      'a figure before the agreement is not u',
      { indicator: summer, figures: [figure('2007/08 Q2', 99)] },
      '2008-08-01',
      '2008/09 Q1',
      null,
      'not-due',
    ],
    [
      'an annual one with a lag of 200 days waits at the year before',
      { agreement: older, indicator: { ...yearly, lag_days: 200 }, figures: [figure('2008/09 Q4', 44)] },
      '2010-10-17',
      '2009/10 Q4',
      '2008/09 Q4',
      'green',
    ],
    [
      'an annual one with a lag of 200 days, a day late',
      { agreement: older, indicator: { ...yearly, lag_days: 200 }, figures: [figure('2008/09 Q4', 44)] },
      '2010-10-18',
      '2009/10 Q4',
      '2009/10 Q4',
      'no-return',
    ],
    [
      'two annual figures that are not due yet: the later',
      { indicator: { ...yearly, lag_days: 500 } },
      '2010-05-20',
      '2009/10 Q4',
      '2009/10 Q4',
      'not-due',
    ],
    [
      'a two-yearly survey in the year between',
      { indicator: survey, figures: [figure('2008/09 Q4', 44), figure('2009/10 Q4', 0)] },
      '2010-05-20',
      '2009/10 Q4',
      '2008/09 Q4',
      'green',
    ],
    [
      'a two-yearly survey that is overdue',
      { indicator: survey, figures: [figure('2008/09 Q4', 44)] },
      '2011-04-29',
      '2010/11 Q4',
      '2010/11 Q4',
      'no-return',
    ],
    [
      'a survey counted from a year after the agreement',
      { indicator: { ...survey, survey_year: 2012 }, figures: [figure('2008/09 Q4', 44)] },
      '2009-07-20',
      '2009/10 Q1',
      '2008/09 Q4',
      'green',
    ],
    [
      'every quarter of every second year',
      { indicator: { every_years: 2, survey_year: 2008 }, figures: [figure('2008/09 Q4', 44)] },
      '2009-11-19',
      '2009/10 Q2',
      '2008/09 Q4',
      'green',
    ],
  ])('%s', (_, given, date, text, quarter, light) => {
    const judgement = judgedOn(date, text, { commitments: rising, ...given });
    expect([quarterOfU(judgement), judgement.light]).toEqual([quarter, light]);
  });

  it.each<[string, string, string | null, string, string, Light]>([
    ['an annual figure of the baseline’s year is not judged', '4', '39', '2009-07-10', '2008/09 Q4', 'not-due'],
    ['nor later, while it is the last', '4', '39', '2009-11-19', '2009/10 Q2', 'not-due'],
    ['nor when it is missing', '4', null, '2009-07-10', '2008/09 Q4', 'not-due'],
    ['a figure of every quarter is', '1|2|3|4', '39', '2009-07-10', '2008/09 Q4', 'red'],
    ['and when it is missing', '1|2|3|4', null, '2009-07-10', '2008/09 Q4', 'no-return'],
  ])('%s', (_, quarters, amount, date, text, light) => {
    const given: GivenTarget = {
      indicator: { due_quarters: quarters },
      commitments: [commitment('baseline', '2008/09', 40), commitment('target', '2010/11', 52)],
      figures: [
        ...(amount === null ? [] : [figure('2008/09 Q4', amount)]),
        ...(quarters === '4' ? [] : [figure('2009/10 Q2', 39)]),
      ],
    };
    expect(judgedOn(date, text, given).light).toBe(light);
  });

  it.each<[string, string, Light]>([
    ['a year before the baseline’s', '2009/10', 'not-due'],
    ['the baseline’s year', '2008/09', 'not-due'],
    ['a year after the baseline’s', '2007/08', 'red'],
  ])('an annual figure in %s', (_, baselineYear, light) => {
    const given: GivenTarget = {
      indicator: { due_quarters: '4' },
      commitments: [commitment('baseline', baselineYear, 40), commitment('target', '2010/11', 52)],
      figures: [figure('2008/09 Q4', 39)],
    };
    expect(judgedOn('2009-07-10', '2008/09 Q4', given).light).toBe(light);
  });

  it('what was expected belongs to u, not to the period', () => {
    const given = { indicator: summer, commitments: rising, figures: [figure('2008/09 Q2', 44)] };
    const judgement = judgedOn('2009-05-20', '2008/09 Q4', given);
    expect(judgement.judged && quantityText(judgement.judged.expected)).toBe('44');
  });
});

describe('a figure that is missing (3.3)', () => {
  const missing = (reason: Figure['missing_reason'], text = '2008/09 Q2') =>
    figure(text, null, { missing_reason: reason, recorded_at: '2008-10-14T09:00:00Z' });

  it.each<[string, GivenTarget, string, Light, number]>([
    ['on the last day of the lag it is not due', {}, '2008-10-28', 'not-due', 0],
    ['the day after it is late by a day', {}, '2008-10-29', 'no-return', 1],
    ['a month after by a month', {}, '2008-11-28', 'no-return', 31],
    ['without a lag, on the quarter’s last day', { indicator: { lag_days: 0 } }, '2008-09-30', 'not-due', 0],
    ['without a lag, the day after', { indicator: { lag_days: 0 } }, '2008-10-01', 'no-return', 1],
    ['where no lag is stated, the day after', { indicator: { lag_days: null } }, '2008-10-01', 'no-return', 1],
    ['before the quarter has ended', {}, '2008-09-01', 'not-due', 0],
    [
      'a figure recorded the day after the as-at date does not exist',
      { figures: [figure('2008/09 Q2', 42, { recorded_at: '2008-11-20T00:00:00Z' })] },
      '2008-11-19',
      'no-return',
      22,
    ],
    [
      'a figure recorded at the end of the as-at date does',
      { figures: [figure('2008/09 Q2', 42, { recorded_at: '2008-11-19T23:59:59Z' })] },
      '2008-11-19',
      'green',
      0,
    ],
    ['not required', { figures: [missing('not-required')] }, '2008-11-19', 'not-required', 0],
    ['not required, though not yet due', { figures: [missing('not-required')] }, '2008-10-20', 'not-required', 0],
    ['not collected', { figures: [missing('not-collected')] }, '2008-11-19', 'no-data', 0],
    ['not collected, though not yet due', { figures: [missing('not-collected')] }, '2008-10-20', 'no-data', 0],
    ['suppressed', { figures: [missing('suppressed')] }, '2008-11-19', 'no-data', 0],
    ['not published, on the last day of the lag', { figures: [missing('not-published')] }, '2008-10-28', 'not-due', 0],
    ['not published, the day after', { figures: [missing('not-published')] }, '2008-10-29', 'no-data', 0],
    ['due the day after the books closed', { agreement: { closed_on: '2008-10-27' } }, '2008-11-19', 'not-required', 0],
    [
      'due the day after the books closed, asked before',
      { agreement: { closed_on: '2008-10-27' } },
      '2008-10-10',
      'not-required',
      0,
    ],
    ['due on the day the books closed', { agreement: { closed_on: '2008-10-28' } }, '2008-10-29', 'no-return', 1],
    [
      'in, though due after the books closed',
      { agreement: { closed_on: '2008-09-30' }, figures: [figure('2008/09 Q2', 42)] },
      '2008-11-19',
      'green',
      0,
    ],
    [
      'not collected, though due after the books closed',
      { agreement: { closed_on: '2008-09-30' }, figures: [missing('not-collected')] },
      '2008-11-19',
      'no-data',
      0,
    ],
    [
      'not published in time, due after the books closed',
      { agreement: { closed_on: '2008-10-27' }, figures: [missing('not-published')] },
      '2008-10-28',
      'not-required',
      0,
    ],
  ])('%s', (_, given, date, light, daysLate) => {
    const judgement = judgedOn(date, '2008/09 Q2', { commitments: rising, ...given });
    expect([judgement.light, judgement.daysLate]).toEqual([light, daysLate]);
    if (!isRag(light)) {
      expect(judgement.judged).toBeNull();
      expect(missingOf(judgement)).toBe('2008/09 Q2');
      expect(judgement.rule).toBe(light === 'not-due' ? '3.6' : '3.3');
    }
  });

  it('a correction that takes the value away is no data', () => {
    const figures = [
      figure('2008/09 Q2', 42),
      { ...missing('suppressed'), version: 2, recorded_at: '2008-11-01T00:00:00Z' },
    ];
    expect(judgedOn('2008-10-31', '2008/09 Q2', { commitments: rising, figures }).light).toBe('green');
    expect(judgedOn('2008-11-01', '2008/09 Q2', { commitments: rising, figures }).light).toBe('no-data');
  });

  it.each<[string, Figure[], string, Light, string | null, number]>([
    [
      'the first is overdue, though the last is in',
      [figure('2008/09 Q2', 300)],
      '2008-10-20',
      'no-return',
      '2008/09 Q1',
      84,
    ],
    ['both are missing: the first', [], '2008-11-19', 'no-return', '2008/09 Q1', 114],
    ['the last is not yet due', [figure('2008/09 Q1', 300)], '2008-10-28', 'not-due', '2008/09 Q2', 0],
    ['the last is a day late', [figure('2008/09 Q1', 300)], '2008-10-29', 'no-return', '2008/09 Q2', 1],
    [
      'the first was not collected and the last is not in',
      [missing('not-collected', '2008/09 Q1')],
      '2008-11-19',
      'no-data',
      '2008/09 Q1',
      0,
    ],
    [
      'the first was not required and the last is in',
      [missing('not-required', '2008/09 Q1'), figure('2008/09 Q2', 300)],
      '2008-11-19',
      'not-required',
      '2008/09 Q1',
      0,
    ],
    [
      'the first is overdue and the last not required',
      [missing('not-required', '2008/09 Q2')],
      '2008-11-19',
      'no-return',
      '2008/09 Q1',
      114,
    ],
    ['none is missing', [figure('2008/09 Q1', 300), figure('2008/09 Q2', 300)], '2008-11-19', 'green', null, 0],
  ])('of a flow the first missing quarter decides: %s', (_, figures, date, light, quarter, daysLate) => {
    const given = { indicator: flow, commitments: [commitment('target', '2008/09', 1200)], figures };
    const judgement = judgedOn(date, '2008/09 Q2', given);
    expect([judgement.light, missingOf(judgement), judgement.daysLate]).toEqual([light, quarter, daysLate]);
  });

  it('of a flow the books’ closing is set against the first missing quarter', () => {
    const given = { indicator: flow, commitments: [commitment('target', '2008/09', 1200)] };
    const closed = { ...given, agreement: { closed_on: '2008-07-28' } };
    expect(judgedOn('2008-11-19', '2008/09 Q2', closed).light).toBe('no-return');
    expect(judgedOn('2008-11-19', '2008/09 Q2', { ...closed, figures: [figure('2008/09 Q1', 300)] }).light).toBe(
      'not-required',
    );
  });
});

describe('no baseline (2.2, 3.4)', () => {
  it.each<[string, Commitment[], Figure[], Light]>([
    [
      'the first target is of a later year',
      [commitment('target', '2010/11', 52)],
      [figure('2008/09 Q2', 60)],
      'no-baseline',
    ],
    ['the first target is of this year', [commitment('target', '2008/09', 52)], [figure('2008/09 Q2', 60)], 'green'],
    ['a missing figure comes first', [commitment('target', '2010/11', 52)], [], 'no-return'],
    [
      'a baseline that is only proposed is none',
      [commitment('baseline', '2007/08', 40, { state: 'proposed' }), commitment('target', '2010/11', 52)],
      [figure('2008/09 Q2', 60)],
      'no-baseline',
    ],
  ])('%s', (_, commitments, figures, light) => {
    const judgement = judgedOn('2008-11-19', '2008/09 Q2', { commitments, figures });
    expect(judgement.light).toBe(light);
    expect(judgement.judged === null).toBe(light !== 'green');
  });

  it('of an annual one the year of u decides, not that of the period', () => {
    const given: GivenTarget = {
      indicator: { due_quarters: '2' },
      commitments: [commitment('target', '2009/10', 44)],
      figures: [figure('2008/09 Q2', 60)],
    };
    expect(judgedOn('2009-07-20', '2009/10 Q1', given).light).toBe('no-baseline');
  });
});

describe('a light from a provisional figure says so (3.4)', () => {
  it.each<[string, Figure['status'], boolean]>([
    ['provisional', 'provisional', true],
    ['final', 'final', false],
    ['not stated', null, false],
  ])('%s', (_, status, expected) => {
    const given = { commitments: rising, figures: [figure('2008/09 Q2', 42, { status })] };
    expect(judgedOn('2008-11-19', '2008/09 Q2', given).provisional).toBe(expected);
  });

  it('of a flow any quarter of the sum', () => {
    const figures = [figure('2008/09 Q1', 300, { status: 'provisional' }), figure('2008/09 Q2', 300)];
    const given = { indicator: flow, commitments: [commitment('target', '2008/09', 1200)], figures };
    expect(judgedOn('2008-11-19', '2008/09 Q2', given).provisional).toBe(true);
  });
});

describe('stretch met (3.4)', () => {
  const stretched = [commitment('target', '2008/09', 50), commitment('stretch', '2008/09', 55)];

  it.each<[string, GivenTarget, string, boolean]>([
    ['at the year’s end, exactly', { figures: [figure('2008/09 Q4', 55)] }, '2008/09 Q4', true],
    ['at the year’s end, a step short', { figures: [figure('2008/09 Q4', '54.9')] }, '2008/09 Q4', false],
    ['at the year’s end, by rounding', { figures: [figure('2008/09 Q4', '54.95')] }, '2008/09 Q4', true],
    ['a quarter too early', { figures: [figure('2008/09 Q3', 55)] }, '2008/09 Q3', false],
    ['the target alone is not enough', { figures: [figure('2008/09 Q4', 50)] }, '2008/09 Q4', false],
    ['no stretch', { commitments: stretched.slice(0, 1), figures: [figure('2008/09 Q4', 60)] }, '2008/09 Q4', false],
    [
      'lower is better, exactly',
      {
        indicator: lower,
        commitments: [commitment('target', '2008/09', 50), commitment('stretch', '2008/09', 45)],
        figures: [figure('2008/09 Q4', 45)],
      },
      '2008/09 Q4',
      true,
    ],
    [
      'lower is better, a step over',
      {
        indicator: lower,
        commitments: [commitment('target', '2008/09', 50), commitment('stretch', '2008/09', 45)],
        figures: [figure('2008/09 Q4', '45.1')],
      },
      '2008/09 Q4',
      false,
    ],
    [
      'with summer results the second quarter is the year’s end',
      { indicator: { due_quarters: '2' }, figures: [figure('2008/09 Q2', 55)] },
      '2008/09 Q2',
      true,
    ],
    [
      'and stays so for the rest of the year',
      { indicator: { due_quarters: '2' }, figures: [figure('2008/09 Q2', 55)] },
      '2008/09 Q4',
      true,
    ],
    [
      'a flow’s sum over the year',
      { indicator: flow, figures: yearOfFigures('2008/09', [10, 15, 15, 15]) },
      '2008/09 Q4',
      true,
    ],
    [
      'a flow’s sum before the year is over',
      { indicator: flow, figures: yearOfFigures('2008/09', [40, 15]) },
      '2008/09 Q2',
      false,
    ],
  ])('%s', (_, given, text, expected) => {
    expect(judgedOn('2009-05-20', text, { commitments: stretched, ...given }).stretchMet).toBe(expected);
  });

  it('not in the year after the stretch’s own', () => {
    const given = { commitments: stretched, figures: [figure('2009/10 Q4', 60)] };
    expect(judgedOn('2010-05-20', '2009/10 Q4', given).stretchMet).toBe(false);
  });
});

describe('milestones beside a figure that is not due every quarter (3.5)', () => {
  const summer: GivenTarget = { indicator: { due_quarters: '2' }, commitments: rising, terms: absolute(1) };
  const green = [figure('2008/09 Q2', 44)];
  const amber = [figure('2008/09 Q2', 43)];
  const red = [figure('2008/09 Q2', 40)];

  it.each<[string, GivenTarget, string, Light, 'figure' | 'milestones']>([
    [
      'one due by the end of u does not count',
      { figures: green, milestones: [milestone('2008-09-30', null)] },
      '2008/09 Q4',
      'green',
      'figure',
    ],
    [
      'one due the day after u does',
      { figures: green, milestones: [milestone('2008-10-01', null)] },
      '2008/09 Q4',
      'red',
      'milestones',
    ],
    [
      'one due after the period does not count',
      { figures: green, milestones: [milestone('2009-04-01', null)] },
      '2008/09 Q4',
      'green',
      'figure',
    ],
    [
      'one a month overdue is amber beside green',
      { figures: green, milestones: [milestone('2009-03-01', null)] },
      '2008/09 Q4',
      'amber',
      'milestones',
    ],
    [
      'in a tie of amber the figure is said',
      { figures: amber, milestones: [milestone('2009-03-01', null)] },
      '2008/09 Q4',
      'amber',
      'figure',
    ],
    [
      'in a tie of red the figure is said',
      { figures: red, milestones: [milestone('2008-10-01', null)] },
      '2008/09 Q4',
      'red',
      'figure',
    ],
    [
      'in a tie of green the figure is said',
      { figures: green, milestones: [milestone('2008-12-01', '2008-12-01')] },
      '2008/09 Q4',
      'green',
      'figure',
    ],
    [
      'milestones do not make a figure better',
      { figures: red, milestones: [milestone('2008-12-01', '2008-12-01')] },
      '2008/09 Q4',
      'red',
      'figure',
    ],
    [
      'red is worse than amber',
      { figures: amber, milestones: [milestone('2008-12-01', null)] },
      '2008/09 Q4',
      'red',
      'milestones',
    ],
    [
      'not where u is the period itself',
      { figures: green, milestones: [milestone('2008-07-01', null)] },
      '2008/09 Q2',
      'green',
      'figure',
    ],
    [
      'not for a quarterly one, though it waits for a figure',
      {
        indicator: { lag_days: 120 },
        figures: [figure('2008/09 Q2', 44)],
        milestones: [milestone('2008-10-01', null)],
      },
      '2008/09 Q4',
      'green',
      'figure',
    ],
  ])('%s', (_, given, text, light, judgedBy) => {
    const judgement = judgedOn('2009-04-20', text, { ...summer, ...given });
    expect([judgement.light, judgement.judgedBy]).toEqual([light, judgedBy]);
    expect(judgement.rule).toBe(judgedBy === 'milestones' ? '3.5' : '3.4');
    expect(judgement.judged).not.toBeNull();
  });
});

describe('bases are never mixed (1.6)', () => {
  const national = { basis: 'national' } as const;
  const both: GivenTarget = {
    bases: ['national'],
    commitments: [...rising, commitment('baseline', '2007/08', 20, national)],
    figures: [figure('2008/09 Q2', 42), figure('2008/09 Q2', 10, { ...national, recorded_at: '2008-10-20T00:00:00Z' })],
  };

  it.each<[string, GivenTarget, string | undefined, Light, string, boolean]>([
    ['on the basis of the target', both, undefined, 'green', 'standard', false],
    ['the same basis asked for', both, 'standard', 'green', 'standard', false],
    ['another basis without a target', both, 'national', 'no-target', 'national', false],
    [
      'another basis with a proposal, as if it had been agreed',
      { ...both, commitments: [...rising, commitment('target', '2008/09', 10, { ...national, state: 'proposed' })] },
      'national',
      'green',
      'national',
      true,
    ],
    [
      'another basis with an agreed target of another year',
      { ...both, commitments: [...rising, commitment('target', '2007/08', 11, national)] },
      'national',
      'red',
      'national',
      false,
    ],
    ['a basis that the indicator has not: its own', both, 'local', 'green', 'standard', false],
    [
      'a figure on another basis only',
      { ...both, figures: both.figures?.slice(1) ?? [] },
      undefined,
      'no-return',
      'standard',
      false,
    ],
    [
      'a target on another basis judges the figures of that one',
      { ...both, commitments: [commitment('target', '2008/09', 11, national)] },
      undefined,
      'red',
      'national',
      false,
    ],
    [
      'standard asked for where another basis is agreed',
      {
        ...both,
        commitments: [
          commitment('target', '2008/09', 11, national),
          commitment('target', '2008/09', 42, { state: 'refused' }),
        ],
      },
      'standard',
      'green',
      'standard',
      true,
    ],
  ])('%s', (_, given, asked, light, basis, ifAgreed) => {
    const judgement = judgedOn('2008-11-19', '2008/09 Q2', given, asked);
    expect([judgement.light, judgement.basis, judgement.ifAgreed]).toEqual([light, basis, ifAgreed]);
  });

  it('a baseline that only stands in is labelled too: the path starts from it', () => {
    const given: GivenTarget = {
      bases: ['national'],
      commitments: [
        commitment('target', '2010/11', 52, { decided_on: '2008-03-31' }),
        commitment('target', '2010/11', 32, { ...national, decided_on: '2008-03-01' }),
        commitment('baseline', '2007/08', 20, { ...national, state: 'proposed' }),
      ],
      figures: [figure('2008/09 Q2', 22, national)],
    };
    const judgement = judgedOn('2008-11-19', '2008/09 Q2', given, 'national');
    expect([judgement.light, judgement.ifAgreed]).toEqual(['green', true]);
  });

  it('the basis is that of the period’s year, also for an earlier u', () => {
    const given: GivenTarget = {
      bases: ['national'],
      indicator: { due_quarters: '4' },
      commitments: [
        commitment('target', '2008/09', 50),
        commitment('target', '2009/10', 20, national),
        commitment('baseline', '2007/08', 10, national),
      ],
      figures: [figure('2008/09 Q4', 50), figure('2008/09 Q4', 15, national)],
    };
    const earlier = judgedOn('2009-07-20', '2008/09 Q4', given);
    const later = judgedOn('2009-07-20', '2009/10 Q1', given);
    expect([earlier.basis, earlier.actual, earlier.light]).toEqual(['standard', 500_000, 'green']);
    expect([later.basis, later.actual, later.light]).toEqual(['national', 150_000, 'green']);
  });
});

describe('lights', () => {
  it('green is best and red is worst', () => {
    expect(RAG.map((a) => RAG.map((b) => worse(a, b)))).toEqual([
      ['green', 'amber', 'red'],
      ['amber', 'amber', 'red'],
      ['red', 'red', 'red'],
    ]);
  });

  it('only three are colours', () => {
    expect(LIGHTS.filter(isRag)).toEqual(['green', 'amber', 'red']);
  });
});

describe('whatever the numbers', () => {
  const tenths = fc.integer({ min: -2000, max: 2000 }).map((tenth) => tenth / 10);
  const hundredths = fc.integer({ min: -20_000, max: 20_000 }).map((hundredth) => hundredth / 100);
  const scenario = fc.record({
    measure: fc.constantFrom('snapshot' as const, 'flow' as const, 'running' as const),
    path: fc.constantFrom('linear' as const, 'step' as const),
    decimals: fc.integer({ min: 0, max: 2 }),
    polarity: fc.constantFrom('higher' as const, 'lower' as const),
    mode: fc.constantFrom('absolute' as const, 'relative' as const, 'share' as const, null),
    tolerance: fc.integer({ min: 0, max: 400 }).map((tenth) => tenth / 10),
    baseline: tenths,
    targets: fc.tuple(tenths, tenths, tenths),
    figures: fc.tuple(hundredths, hundredths),
    quarter: fc.integer({ min: 1, max: 2 }),
  });
  type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

  const judgeScenario = (given: Scenario, sign: 1 | -1, better: number): Judgement =>
    judgedOn('2008-12-31', `2008/09 Q${given.quarter}`, {
      indicator: {
        measure: given.measure,
        decimals: given.decimals,
        polarity: (given.polarity === 'higher') === (sign === 1) ? 'higher' : 'lower',
      },
      terms: { path: given.path, tolerance_mode: given.mode, tolerance: given.tolerance },
      commitments: [
        commitment('baseline', '2007/08', sign * given.baseline),
        ...given.targets.map((value, index) => commitment('target', yearText(2008 + index), sign * value)),
      ],
      figures: yearOfFigures(
        '2008/09',
        given.figures.map((value) => (sign * (Math.round(value * 100) + better)) / 100),
      ),
    });

  it('the mirror image, every value negated and the polarity turned, has the same light, gap and tolerance', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const [one, other] = [judgeScenario(given, 1, 0), judgeScenario(given, -1, 0)];
        expect(other.light).toBe(one.light);
        expect(isRag(one.light)).toBe(true);
        expect(other.judged?.gap).toBe(one.judged?.gap);
        expect(one.judged && other.judged && compare(one.judged.tolerance, other.judged.tolerance)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('a better figure never has a worse light', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 0, max: 5000 }), (given, improvement) => {
        const direction = given.polarity === 'higher' ? 1 : -1;
        const [before, after] = [judgeScenario(given, 1, 0), judgeScenario(given, 1, direction * improvement)];
        expect(isRag(before.light) && isRag(after.light) && worse(before.light, after.light)).toBe(before.light);
      }),
      { numRuns: 500 },
    );
  });
});
