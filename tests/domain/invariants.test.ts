import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../server/domain/assessment.ts';
import { firstPeriod } from '../../server/domain/known.ts';
import { isRag, LIGHTS, type Light, type Rag, stepsBetter } from '../../server/domain/light.ts';
import { periodText } from '../../server/domain/period.ts';
import { notJudged, reconcile } from '../../server/domain/reconciliation.ts';
import { type Amount, agreement, assessedOn, commitment, figure, type GivenTarget } from '../support/records.ts';

/** What holds whatever the figures are. The values are whole, so that a mirrored one is exactly as far away. */
const LATE = '2011-12-31';
const START = firstPeriod(agreement({ first_year: 2006 }));

interface Case {
  readonly measure: 'snapshot' | 'flow' | 'running';
  readonly pattern: 'plain' | 'seasonal' | 'rolling';
  /** From 2006/07 on, of which the last is of the quarter that is judged. */
  readonly values: readonly (number | null)[];
  readonly baseline: number;
  readonly target: number;
  readonly stretch: number;
  readonly mode: 'absolute' | 'relative' | 'share';
  readonly tolerance: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  measure: fc.constantFrom('snapshot', 'flow', 'running'),
  pattern: fc.constantFrom('plain', 'seasonal', 'rolling'),
  // Nine to twelve quarters: the last is one of 2008/09.
  values: fc.array(fc.option(fc.integer({ min: -500, max: 500 }), { freq: 12 }), { minLength: 9, maxLength: 12 }),
  baseline: fc.integer({ min: -500, max: 500 }),
  target: fc.integer({ min: -500, max: 500 }),
  stretch: fc.integer({ min: -500, max: 500 }),
  mode: fc.constantFrom('absolute', 'relative', 'share'),
  tolerance: fc.integer({ min: 0, max: 40 }),
});

/** @param sign −1 turns every value round, and what is better with it */
function assessed(given: Case, sign: 1 | -1 = 1, polarity = sign === 1 ? 'higher' : 'lower'): Assessment {
  const values = given.values.map((value) => (value === null ? null : sign * value + 0));
  const target: GivenTarget = {
    agreement: { first_year: 2006, last_year: 2010 },
    indicator: {
      // Values below nought lie outside of what is bounded, so that bounds hold in neither direction.
      unit: 'number',
      decimals: 0,
      measure: given.measure,
      pattern: given.pattern,
      polarity: polarity as 'higher' | 'lower',
    },
    terms: { recorded_on: '2006-03-31', tolerance_mode: given.mode, tolerance: given.tolerance },
    commitments: (
      [
        ['baseline', '2005/06', given.baseline],
        ['target', '2008/09', given.target],
        ['stretch', '2008/09', given.stretch],
      ] as const
    ).map(([item, year, value]) => commitment(item, year, sign * value + 0, { recorded_on: '2006-03-31' })),
    figures: values.flatMap((value, index) =>
      value === null ? [] : [figure(periodText(START + index), value as Amount)],
    ),
  };
  return assessedOn(LATE, periodText(START + values.length - 1), target);
}

function endOf(given: Case, polarity: 'higher' | 'lower'): Rag | null {
  return assessed(given, 1, polarity).yearEnd?.light ?? null;
}

const lightsOf = ({ now, yearEnd, stretch, overall, decidedBy }: Assessment) => [
  now,
  yearEnd?.light ?? null,
  stretch?.light ?? null,
  overall,
  decidedBy,
];

/** Counts as they are: of a sum below nought nothing can be forecast that means anything. */
const counts = cases.map(
  (given): Case => ({
    ...given,
    values: given.values.map((value) => (value === null ? null : Math.abs(value))),
    target: Math.abs(given.target) * (given.measure === 'flow' ? given.values.length % 4 || 4 : 1),
  }),
);

function withMore(given: Case, more: number): Case {
  return { ...given, values: [...given.values.slice(0, -1), (given.values.at(-1) ?? 0) + more] };
}

describe('whatever the figures are', () => {
  it('turned round, with lower for higher, they have the same colours', () => {
    fc.assert(
      fc.property(cases, (given) => {
        // What a sum has reached is settled, and cannot be taken back: there, up and down are not the same.
        fc.pre(given.measure === 'snapshot');
        expect(lightsOf(assessed(given, -1))).toEqual(lightsOf(assessed(given)));
      }),
      { numRuns: 400 },
    );
  });

  it('turned round, the light now is the same also of sums', () => {
    fc.assert(
      fc.property(cases, (given) => {
        expect(assessed(given, -1).now).toBe(assessed(given).now);
      }),
      { numRuns: 400 },
    );
  });

  it('a better figure never gives a worse light now', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 200 }), fc.constantFrom<1 | -1>(1, -1), (given, more, sign) => {
        fc.pre((given.values.at(-1) ?? null) !== null);
        const [before, after] = [assessed(given, sign).now, assessed(withMore(given, more), sign).now];
        if (isRag(before)) expect(stepsBetter(after as Rag, before)).toBeGreaterThanOrEqual(0);
        else expect(after).toBe(before);
      }),
      { numRuns: 400 },
    );
  });

  it.each(['higher', 'lower'] as const)('nor a worse one for the year’s end, where %s is better', (polarity) => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 200 }), (given, more) => {
        fc.pre((given.values.at(-1) ?? null) !== null);
        const [worse, better] = polarity === 'higher' ? [given, withMore(given, more)] : [withMore(given, more), given];
        const [before, after] = [worse, better].map((each) => endOf(each, polarity));
        if (before === null || after === null) expect(after).toBe(before);
        else expect(stepsBetter(after as Rag, before as Rag)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('overall is never better than now or the year’s end, and always one of the two', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { now, yearEnd, overall } = assessed(given);
        const colours = [now, yearEnd?.light ?? null].filter((light): light is Rag => light !== null && isRag(light));
        if (colours.length === 0) expect(overall).toBe(now);
        else {
          expect(colours).toContain(overall);
          for (const colour of colours) expect(stepsBetter(overall as Rag, colour)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('the counts come to the number of targets', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Light>(...LIGHTS)), (lights) => {
        const counts = reconcile(lights);
        expect(counts.green + counts.amber + counts.red + notJudged(counts)).toBe(lights.length);
        expect(LIGHTS.reduce((sum, light) => sum + counts[light], 0)).toBe(counts.total);
      }),
    );
  });
});
