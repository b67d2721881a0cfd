import { describe, expect, it } from 'vitest';
import type { Commitment, Figure } from '../../server/domain/data-package.ts';
import { rewardOf } from '../../server/domain/reward.ts';
import { rewardSentence, thresholdWords } from '../../server/domain/reward-words.ts';
import { assessedOn, commitment, figure, type GivenTarget, quantity } from '../support/records.ts';

const perTarget = { reward_scheme: 'per-target', reward_threshold: quantity('0.6') } as const;

describe('the forecast and the threshold, in short', () => {
  const of = (year: string, actual: Figure | null, ...others: readonly Commitment[]): GivenTarget => ({
    agreement: { ...perTarget, first_year: 2007 },
    indicator: { polarity: 'lower' },
    commitments: [
      commitment('expected-without', year, '14.5'),
      commitment('stretch', year, 12),
      commitment('reward-pot', year, 1_500_000),
      ...others,
    ],
    figures: actual === null ? [] : [actual],
  });
  const down = (actual: number | null, decimals = 1): GivenTarget => ({
    ...of('2008/09', actual === null ? null : figure('2008/09 Q4', actual)),
    indicator: { polarity: 'lower', decimals },
  });

  // 14.5 − 0.6 × 2.5 = 13; 1,500,000 / 2.5 = 600,000.
  it.each<[string, GivenTarget, string]>([
    ['lower is better, and it is above', down(13.4), '13.4%, 0.4 points above 13.0%; a point is worth £600,000'],
    ['at the threshold exactly', down(13), '13.0%, reaches 13.0%; a point is worth £600,000'],
    ['no forecast', down(null), 'no forecast; payment begins at 13.0%; a point is worth £600,000'],
    [
      'a stretch of a year to come',
      of('2009/10', figure('2008/09 Q4', 13), commitment('target', '2008/09', 13)),
      'its year has not begun; payment begins at 13.0%; a point is worth £600,000',
    ],
    [
      'of a year that is over',
      of('2007/08', figure('2008/09 Q4', 13), commitment('target', '2008/09', 13)),
      'its year is over; payment begins at 13.0%; a point is worth £600,000',
    ],
    [
      'no figure of what was expected without the agreement',
      { ...down(13), commitments: [commitment('stretch', '2008/09', 12), commitment('reward-pot', '2008/09', 100)] },
      'no threshold: what was expected without the agreement is not on record',
    ],
    ['finer than the figures, where that is needed', down(13, 0), '13%, reaches 13%; a point is worth £600,000'],
  ])('%s', (_, given, words) => {
    const assessment = assessedOn('2011-12-31', '2008/09 Q4', given);
    const reward = rewardOf(assessment);
    expect(reward && thresholdWords(assessment, reward)).toBe(words);
  });
});

describe('what an agreement’s rewards come to, in a sentence', () => {
  const total = {
    scheme: 'per-target',
    pot: 9000,
    payment: 3000,
    expected: 3500,
    atRisk: 2500,
    notYetAssessed: 3000,
  } as const;

  it.each([
    [
      total,
      'Of £9,000, £2,500 is at risk and £3,500 to be expected; of £3,000 nothing can be said yet. At the forecasts themselves £3,000 would be paid.',
    ],
    [
      { ...total, notYetAssessed: 0 },
      'Of £9,000, £2,500 is at risk and £3,500 to be expected. At the forecasts themselves £3,000 would be paid.',
    ],
    [
      { ...total, payment: null, expected: null, atRisk: null, notYetAssessed: 9000 },
      '£9,000 in all, of which nothing can be said yet.',
    ],
    [{ ...total, pot: 0, notYetAssessed: 0 }, 'No pot is on record for it.'],
  ])('%o', (given, sentence) => {
    expect(rewardSentence(given)).toBe(sentence);
  });
});
