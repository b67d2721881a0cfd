import { describe, expect, it } from 'vitest';
import { rewardOf } from '../../server/domain/reward.ts';
import { rewardSentence, thresholdWords } from '../../server/domain/reward-words.ts';
import { assessedOn, commitment, figure, type GivenTarget, quantity } from '../support/records.ts';

const perTarget = { reward_scheme: 'per-target', reward_threshold: quantity('0.6') } as const;

describe('the forecast and the threshold, in short', () => {
  const down = (actual: number | null, decimals = 1): GivenTarget => ({
    agreement: perTarget,
    indicator: { polarity: 'lower', decimals },
    commitments: [
      commitment('expected-without', '2008/09', '14.5'),
      commitment('stretch', '2008/09', 12),
      commitment('reward-pot', '2008/09', 1_500_000),
    ],
    figures: actual === null ? [] : [figure('2008/09 Q4', actual)],
  });

  // 14.5 − 0.6 × 2.5 = 13; 1,500,000 / 2.5 = 600,000.
  it.each<[string, GivenTarget, string]>([
    ['lower is better, and it is above', down(13.4), '13.4%, 0.4 points above 13.0%; a point is worth £600,000'],
    ['at the threshold exactly', down(13), '13.0%, reaches 13.0%; a point is worth £600,000'],
    ['no forecast', down(null), 'payment begins at 13.0%; a point is worth £600,000'],
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
    [total, 'Of £9,000, £2,500 is at risk; at the forecasts £3,000 would be paid. Of £3,000 nothing can be said yet.'],
    [{ ...total, notYetAssessed: 0 }, 'Of £9,000, £2,500 is at risk; at the forecasts £3,000 would be paid.'],
    [
      { ...total, payment: null, expected: null, atRisk: null, notYetAssessed: 9000 },
      '£9,000 in all. Of £9,000 nothing can be said yet.',
    ],
    [{ ...total, pot: 0, notYetAssessed: 0 }, 'No pot is on record for it.'],
  ])('%o', (given, sentence) => {
    expect(rewardSentence(given)).toBe(sentence);
  });
});
