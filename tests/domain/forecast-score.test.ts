import { describe, expect, it } from 'vitest';
import { type ScoredForecast, scoreOf, scoreSentence } from '../../server/domain/forecast-score.ts';
import type { Rag } from '../../server/domain/light.ts';
import type { SaidForecast } from '../../server/domain/said-forecast.ts';

const NOTHING: SaidForecast = {
  basis: 'standard',
  method: null,
  value: null,
  sd: null,
  chance: null,
  target: null,
  year_end: null,
  own_view: null,
};

function forecast(said: Partial<SaidForecast>, light: Rag, value = 100, direction: 1 | -1 = 1): ScoredForecast {
  return { said: { ...NOTHING, ...said }, came: { light, value, target: 100 }, direction };
}

const drift = (said: Partial<SaidForecast>): Partial<SaidForecast> => ({ method: 'drift', value: 100, ...said });

describe('how forecasts did', () => {
  it('counts those by the rules, those with a colour, and those with the colour that came', () => {
    const score = scoreOf([
      forecast(drift({ year_end: 'green' }), 'green'),
      forecast(drift({ year_end: 'amber' }), 'red'),
      forecast(drift({ year_end: null }), 'green'),
      forecast({ own_view: 'green' }, 'green'),
    ]);
    expect(score).toMatchObject({ count: 3, coloured: 2, hits: 1 });
  });

  it.each<[string, ScoredForecast[], number | null]>([
    ['110 for 100 is 10% too good where higher is better', [forecast(drift({ value: 110 }), 'red')], 10],
    ['and 10% too bad where lower is', [forecast(drift({ value: 110 }), 'green', 100, -1)], -10],
    [
      'the mean of 10% and −20%',
      [forecast(drift({ value: 110 }), 'red'), forecast(drift({ value: 40 }), 'green', 50)],
      -5,
    ],
    ['of an outturn below nought its size counts: −8 for −10', [forecast(drift({ value: -8 }), 'red', -10)], 20],
    [
      'an outturn of nought is left out',
      [forecast(drift({ value: 3 }), 'red', 0), forecast(drift({ value: 110 }), 'red')],
      10,
    ],
    ['none without a value', [forecast({ own_view: 'red' }, 'red')], null],
  ])('bias: %s', (_, forecasts, bias) => {
    expect(scoreOf(forecasts).bias).toBe(bias);
  });

  it('scores chances by Brier, beside what the share that was met would have scored', () => {
    // (0.2² + 0.4² + 0.1² + 0.7²) / 4 = 0.7 / 4; two of four were met: 0.5 × 0.5.
    const score = scoreOf([
      forecast(drift({ chance: 0.8 }), 'green'),
      forecast(drift({ chance: 0.6 }), 'green'),
      forecast(drift({ chance: 0.1 }), 'amber'),
      forecast(drift({ chance: 0.7 }), 'red'),
      forecast(drift({ chance: null }), 'red'),
    ]);
    expect(score.brier?.count).toBe(4);
    expect(score.brier?.score).toBeCloseTo(0.175, 12);
    expect(score.brier?.climatology).toBe(0.25);
    expect(scoreOf([forecast(drift({}), 'green')]).brier).toBeNull();
  });

  it('holds the leads’ own views against the colour that came', () => {
    const own = (view: Rag, came: Rag) => forecast({ own_view: view }, came);
    expect(
      scoreOf([
        own('green', 'green'),
        own('green', 'red'),
        own('amber', 'red'),
        own('red', 'amber'),
        forecast(drift({}), 'red'),
      ]).own,
    ).toEqual({ count: 4, hits: 1, rosier: 2, gloomier: 1 });
  });
});

describe('in one sentence', () => {
  const hit = forecast(drift({ year_end: 'green', chance: 0.9 }), 'green');
  const miss = forecast(drift({ year_end: 'green', chance: 0.9 }), 'red');
  it.each<[string, ScoredForecast[], string]>([
    ['nothing yet', [], 'No forecast can be held against what came yet.'],
    ['only forecasts without a colour', [forecast(drift({}), 'red')], '1 forecast so far, none of them with a colour.'],
    [
      // (0.01 + 0.81) / 2 = 0.41; one of two were met: 0.25.
      'chances that said less',
      [hit, miss],
      'By the rules, 1 of 2 forecasts had the colour that came; their chances said less than the share that was met would have.',
    ],
    [
      'where all were met the share is never wrong, and says nothing',
      [hit],
      'By the rules, 1 of 1 forecasts had the colour that came.',
    ],
    ['nor where none was', [miss], 'By the rules, 0 of 1 forecasts had the colour that came.'],
    [
      // (0.25 + 0.25) / 2 against 0.25.
      'chances that said as much',
      [
        forecast(drift({ year_end: 'red', chance: 0.5 }), 'green'),
        forecast(drift({ year_end: 'red', chance: 0.5 }), 'red'),
      ],
      'By the rules, 1 of 2 forecasts had the colour that came.',
    ],
    [
      // (0.01 + 0.01) / 2 against 0.25.
      'chances that said more',
      [hit, forecast(drift({ year_end: 'red', chance: 0.1 }), 'red')],
      'By the rules, 2 of 2 forecasts had the colour that came; their chances said more than the share that was met would have.',
    ],
    [
      'own views alone',
      [forecast({ own_view: 'green' }, 'red'), forecast({ own_view: 'red' }, 'red')],
      'The leads had it in 1 of 2, were rosier in 1 and gloomier in 0.',
    ],
  ])('%s', (_, forecasts, words) => {
    expect(scoreSentence(scoreOf(forecasts))).toBe(words);
  });
});
