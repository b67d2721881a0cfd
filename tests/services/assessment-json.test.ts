import { describe, expect, it } from 'vitest';
import { assessmentJson } from '../../server/domain/assessment-json.ts';
import { assessAgreement } from '../../server/services/assessments.ts';
import { period } from '../support/records.ts';
import { testApp } from '../support/test-app.ts';

const { deps } = testApp();

type Json = Record<string, unknown>;

interface AgreementJson extends Json {
  readonly targets: readonly Json[];
}

function jsonOf(
  agreement: string,
  text = '2008/09 Q2',
  asAt = '2008-11-19',
  basis: string | null = null,
): AgreementJson {
  const assessed = assessAgreement(deps, { agreement, period: period(text), asAt, basis });
  return JSON.parse(JSON.stringify(assessmentJson(assessed))) as AgreementJson;
}

function targetOf({ targets }: AgreementJson, indicator: string, part = ''): Json {
  const found = targets.find((target) => target.indicator === indicator && target.part === part);
  if (found === undefined) throw new Error(`there is no ${indicator} ${part}`);
  return found;
}

const close = (value: number, digits = 2): unknown => expect.closeTo(value, digits);

describe('the assessment as JSON (contract.md)', () => {
  it('holds the fields of the contract in its order', () => {
    const json = jsonOf('LAA1');
    expect(Object.keys(json)).toEqual('agreement period as_at rules_version counts reward targets'.split(' '));
    const fields =
      'indicator part title lead unit polarity basis now year_end stretch overall own_view stretch_met provisional ' +
      'judged_by decided_by reason figure last_known days_late actual expected target baseline gap tolerance ' +
      'improvement_share direction forecast run_rate flip robustness reward';
    for (const target of json.targets) expect(Object.keys(target)).toEqual(fields.split(' '));
    const parts: Record<string, string> = {
      forecast: 'method value sd low high chance words',
      run_rate: 'needed pace best words',
      robustness: 'green amber red',
      reward: 'pot share payment expected at_risk threshold_at units_to_threshold pounds_per_unit',
    };
    for (const [name, keys] of Object.entries(parts)) {
      expect(Object.keys(targetOf(json, 'LAA1 DV', 'a')[name] as Json)).toEqual(keys.split(' '));
    }
  });

  it('tells the domestic-abuse target: 1,774 a quarter needed, a record each; 99 short of the threshold', () => {
    // Shares of earlier years half way: 2,781 / 5,596 and 2,957 / 5,970, mean 0.496136; 3,016 / 0.496136 = 6,078.98.
    // σ: the root of the 3,062.98 still to come, 55.344, is more than what the two years were out.
    // Threshold 5,600 + 0.6 × 964 = 6,178.4; £750,000 / 964 = £778.01.
    expect(targetOf(jsonOf('LAA1'), 'LAA1 DV', 'a')).toMatchObject({
      now: 'red',
      forecast: {
        method: 'profile',
        value: close(6078.98),
        sd: close(55.344, 3),
        low: close(6078.98 - 70.84),
        high: close(6078.98 + 70.84),
        chance: close(0, 10),
        words: 'very unlikely',
      },
      run_rate: { needed: 1774, pace: 1508, best: 1515, words: 'would need a record every quarter' },
      robustness: { green: 0, amber: 0, red: 6 },
      reward: {
        pot: 750_000,
        share: close(478.98 / 964, 4),
        payment: 0,
        threshold_at: 6178.4,
        units_to_threshold: close(99.42),
        pounds_per_unit: 778.01,
      },
    });
  });

  it('on the national profile that was refused it would need less', () => {
    // (4,790 − 2,340) / 2 = 1,225 against 1,170 a quarter; the best quarter was 1,172.
    expect(targetOf(jsonOf('LAA1', '2008/09 Q2', '2008-11-19', 'national'), 'LAA1 DV', 'a')).toMatchObject({
      run_rate: { needed: 1225, pace: 1170, best: 1172, words: 'would need a record every quarter' },
    });
  });

  it.each<[string, string, string, Json]>([
    // Nine figures over nine quarters, one missing: slope (1,196 − 1,024) / 9 = 19.11; two more.
    [
      'a level that drifts',
      'LAA1',
      'HCOP2',
      { forecast: { method: 'drift', value: close(1234.22), sd: close(6.002, 3) }, run_rate: { needed: 32 } },
    ],
    // Summer results, in and provisional: their year’s end has come.
    [
      'results of the summer',
      'LAA1',
      'CYP1',
      {
        forecast: { method: 'actual', value: 63.2, sd: 0, chance: null },
        run_rate: null,
        reward: { share: close(2.2 / 3, 10), payment: 1_100_000, at_risk: 400_000, threshold_at: 62.8 },
      },
    ],
    [
      'nothing returned',
      'LAA1',
      'HCOP1',
      {
        forecast: null,
        run_rate: null,
        robustness: null,
        reward: { pot: 1_500_000, payment: null, threshold_at: 1880, pounds_per_unit: 7500 },
      },
    ],
    // 656 / mean(744 / 1,459, 705 / 1,398) = 656 / 0.507114.
    [
      'a count that should be low, as two years ran',
      'LAA2',
      'NI 111',
      { forecast: { method: 'profile', value: close(1293.59), words: 'very likely' }, reward: null },
    ],
    // 5.7 + 5.4 − 5.5.
    ['a season', 'LAA2', 'NI 117', { forecast: { method: 'seasonal', value: close(5.6, 10), sd: null, chance: null } }],
    // 40.82 + 2 × (40.82 − 34.9) / 9, rolling: no spread.
    [
      'a rolling year',
      'LAA2',
      'NI 192',
      { forecast: { method: 'drift', value: close(42.1356, 4), sd: null, low: null } },
    ],
    [
      'a final figure at its year’s end, and missed',
      'LAA2',
      'NI 99',
      { forecast: { method: 'actual', chance: 0, words: 'very unlikely' } },
    ],
    ['no target', 'LAA2', 'NI 110', { forecast: null, run_rate: null, robustness: null }],
    [
      'a running count',
      'OX2030',
      'OX2030 1',
      {
        forecast: { method: 'straight-line', value: 14, sd: null },
        run_rate: { needed: 2.5, pace: 3.5, words: 'the present pace is enough' },
      },
    ],
  ])('%s', (_, agreement, indicator, expected) => {
    expect(targetOf(jsonOf(agreement), indicator)).toMatchObject(expected);
  });

  it('sums the reward of an agreement: assessed and not yet', () => {
    const { reward, targets } = jsonOf('LAA1');
    const assessed = targets.map((target) => target.reward as Json).filter((each) => each.payment !== null);
    const sum = (name: string): number => assessed.reduce((total, each) => total + Number(each[name]), 0);
    expect(assessed).toHaveLength(5);
    expect(reward).toMatchObject({ scheme: 'per-target', pot: 9_000_000, not_yet_assessed: 3_000_000 });
    expect(reward).toMatchObject({ payment: close(sum('payment'), 1), at_risk: close(sum('at_risk'), 1) });
    expect(jsonOf('LAA2').reward).toMatchObject({ scheme: 'whole-agreement', pot: 0, payment: null });
    expect(jsonOf('OX2030').reward).toBeNull();
  });
});
