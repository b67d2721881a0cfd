import { describe, expect, it } from 'vitest';
import type { Provenance } from '../../server/domain/data-package.ts';
import { isBasisMarked, marksOf, provenanceOf, weakest } from '../../server/domain/provenance.ts';
import { assessedOn, commitment, figure, type GivenTarget, milestone } from '../support/records.ts';

const Q2 = '2008/09 Q2';
const [ILL, ENTERED, PUBLISHED] = ['illustrative', 'entered', 'published'] as const;

describe('the weakest of some', () => {
  it.each<[readonly Provenance[], Provenance | null]>([
    [[], null],
    [[PUBLISHED], PUBLISHED],
    [[PUBLISHED, ENTERED], ENTERED],
    [[PUBLISHED, ENTERED, ILL], ILL],
    [[ILL, PUBLISHED], ILL],
  ])('%j is %s', (given, held) => {
    expect(weakest(given)).toBe(held);
  });
});

function share(ofFigure: Provenance | null, ofTarget: Provenance, ofBaseline: Provenance = PUBLISHED): GivenTarget {
  return {
    commitments: [
      commitment('baseline', '2007/08', 38, { provenance: ofBaseline }),
      commitment('target', '2008/09', 42, { provenance: ofTarget }),
      commitment('target', '2009/10', 44, { provenance: ILL }),
    ],
    figures: ofFigure === null ? [] : [figure(Q2, 41, { provenance: ofFigure })],
  };
}

function flow(first: Provenance, second: Provenance): GivenTarget {
  return {
    indicator: { measure: 'flow', unit: 'number', decimals: 0 },
    commitments: [commitment('target', '2008/09', 100, { provenance: PUBLISHED })],
    figures: [figure('2008/09 Q1', 20, { provenance: first }), figure(Q2, 30, { provenance: second })],
  };
}

describe('whether anything on a counting rule is made up', () => {
  const all = (provenance: Provenance, given: GivenTarget): GivenTarget => ({
    ...given,
    commitments: (given.commitments ?? []).map((row) => ({ ...row, provenance })),
  });

  it.each<[sentence: string, given: GivenTarget, basis: string, is: boolean]>([
    ['nothing', all(PUBLISHED, share(ENTERED, PUBLISHED)), 'standard', false],
    ['a figure', all(PUBLISHED, share(ILL, PUBLISHED)), 'standard', true],
    ['a level', all(ILL, share(PUBLISHED, PUBLISHED)), 'standard', true],
    ['a figure of another rule', all(PUBLISHED, share(ILL, PUBLISHED)), 'national', false],
  ])('%s', (_sentence, given, basis, is) => {
    expect(isBasisMarked(assessedOn('2008-11-19', Q2, given).known, basis)).toBe(is);
  });
});

describe('the weakest of figure and target', () => {
  it.each<[sentence: string, given: GivenTarget, held: Provenance | null]>([
    ['both published', share(PUBLISHED, PUBLISHED), PUBLISHED],
    ['a figure that was typed', share(ENTERED, PUBLISHED), ENTERED],
    ['a target that was typed', share(PUBLISHED, ENTERED), ENTERED],
    ['an illustrative figure', share(ILL, PUBLISHED), ILL],
    ['no figure: that of the target', share(null, ENTERED), ENTERED],
    ['the baseline and another year’s target play no part', share(PUBLISHED, PUBLISHED, ILL), PUBLISHED],
    ['an earlier quarter of a sum', flow(ILL, PUBLISHED), ILL],
    ['every quarter of a sum', flow(PUBLISHED, ENTERED), ENTERED],
    [
      'a year without a target has that of the path that stands in',
      {
        commitments: [
          commitment('baseline', '2007/08', 38, { provenance: PUBLISHED }),
          commitment('target', '2009/10', 44, { provenance: ENTERED }),
        ],
        figures: [figure(Q2, 41, { provenance: PUBLISHED })],
      },
      ENTERED,
    ],
    [
      'and of the baseline that it leads from',
      {
        commitments: [
          commitment('baseline', '2007/08', 38),
          commitment('target', '2009/10', 44, { provenance: ENTERED }),
        ],
        figures: [figure(Q2, 41, { provenance: PUBLISHED })],
      },
      ILL,
    ],
    ['nothing at all', { commitments: [] }, null],
  ])('%s', (_sentence, given, held) => {
    expect(provenanceOf(assessedOn('2008-11-19', Q2, given))).toBe(held);
  });
});

describe('which number is marked', () => {
  const marks = (actual: boolean, expected: boolean, target: boolean) => ({ actual, expected, target });

  it.each<[sentence: string, given: GivenTarget, marked: ReturnType<typeof marks>]>([
    [
      'none of what is published, but the path has another year in it',
      share(PUBLISHED, PUBLISHED),
      marks(false, true, false),
    ],
    ['the figure', share(ILL, PUBLISHED), marks(true, true, false)],
    ['the target', share(PUBLISHED, ILL), marks(false, true, true)],
    ['no number that is not there', share(null, ILL), marks(false, false, true)],
    ['a sum of which one quarter is illustrative', flow(ILL, PUBLISHED), marks(true, false, false)],
    ['a sum of what was typed', flow(ENTERED, ENTERED), marks(false, false, false)],
  ])('%s', (_sentence, given, marked) => {
    expect(marksOf(assessedOn('2008-11-19', Q2, given))).toMatchObject(marked);
  });

  const onLevel = (given: GivenTarget): GivenTarget => ({
    ...given,
    commitments: given.commitments?.slice(0, 2) ?? [],
  });

  it.each<[sentence: string, given: GivenTarget, marked: { baseline: boolean; gap: boolean; light: boolean }]>([
    ['nothing', onLevel(share(PUBLISHED, PUBLISHED)), { baseline: false, gap: false, light: false }],
    ['the figure', onLevel(share(ILL, PUBLISHED)), { baseline: false, gap: true, light: true }],
    ['the baseline', onLevel(share(PUBLISHED, PUBLISHED, ILL)), { baseline: true, gap: true, light: true }],
    ['what is expected', onLevel(share(PUBLISHED, ILL)), { baseline: false, gap: true, light: true }],
    ['a target without a figure', onLevel(share(null, ILL)), { baseline: false, gap: false, light: false }],
  ])('where %s is illustrative, so are the gap and the light that rest on it', (_sentence, given, marked) => {
    expect(marksOf(assessedOn('2008-11-19', Q2, given))).toMatchObject(marked);
  });

  it.each([
    [ILL, true],
    [PUBLISHED, false],
  ])('milestones that are %s mark the gap and the light that they give: %s', (provenance, marked) => {
    const given: GivenTarget = {
      ...onLevel(share(null, PUBLISHED)),
      indicator: { due_quarters: '4' },
      milestones: [{ ...milestone('2008-08-31', null), provenance }],
    };
    expect(marksOf(assessedOn('2008-11-19', Q2, given))).toMatchObject({ gap: marked, light: marked });
  });
});
