import { countWord, yearEndSentence } from './ahead-words.ts';
import type { Assessment } from './assessment.ts';
import type { Figure } from './data-package.ts';
import { hindsightOf, hindsightWords } from './hindsight.ts';
import { LIGHT_SIGNS, RAG } from './light.ts';
import type { OutlookFact } from './outlook.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { quantityNumber } from './quantity.ts';
import { robustnessOf } from './robustness.ts';
import { spans, wilsonInterval } from './wilson.ts';
import { nearestValue, shortNumber, shortValue, upperFirst } from './wording.ts';
import type { AheadJudged } from './year-end.ts';

/**
 * How far the lights and the forecast are to be trusted: what they were decided on (rules.md 4), under other rules (5.6),
 * by the size of the numbers (5.7), and by what the same forecast would have said a year ago.
 */
export function certaintyOf(assessment: Assessment): OutlookFact[] {
  return [
    ...aheadFacts(assessment),
    ...robustnessFact(assessment),
    ...smallNumbersFact(assessment),
    ...hindsightFact(assessment),
  ];
}

/** Why the lights of the year's end and of the stretch are what they are (rules.md 5.1). */
function aheadFacts(assessment: Assessment): OutlookFact[] {
  const { yearEnd, stretch } = assessment;
  const illustrative = isMarked(figuresBehind(assessment)) || marksOf(assessment).target;
  const fact = (goal: 'target' | 'stretch', judged: AheadJudged | null): OutlookFact[] => {
    if (judged === null) return [];
    const colour = LIGHT_SIGNS[judged.light].word.toLowerCase();
    const label = `Why the ${goal === 'target' ? 'year’s end' : 'stretch'} is ${colour}`;
    return [{ label, text: `${yearEndSentence(assessment, judged, goal)} Rule 4.`, illustrative }];
  };
  return [...fact('target', yearEnd), ...fact('stretch', stretch?.judged ?? null)];
}

function hindsightFact(assessment: Assessment): OutlookFact[] {
  const hindsight = hindsightOf(assessment);
  if (hindsight === null) return [];
  const illustrative = isMarked(figuresBehind(assessment));
  return [{ label: 'A year ago', text: hindsightWords(assessment, hindsight), illustrative }];
}

/**
 * The interval in which a figure that counts cases may lie, and whether what was expected lies in it too; where many are
 * counted, only where it does.
 */
function smallNumbersFact(assessment: Assessment): OutlookFact[] {
  const { known, judgement } = assessment;
  const { row } = known.record.measure;
  const { figure, judged } = judgement;
  const interval = figure === null ? null : wilsonInterval(figure, row);
  if (figure === null || interval === null || row.measure === 'flow') return [];
  if (!isSmall(figure) && (judged === null || !spans(interval, judged.expected))) return [];
  const cases = ratioOf(figure);
  const between = `${nearestValue(interval.low, row)} and ${nearestValue(interval.high, row)}`;
  const text = `${cases}: what lies behind it is between ${between} in 19 of 20 such cases`;
  const verdict =
    judged === null
      ? ''
      : spans(interval, judged.expected)
        ? `; the ${shortValue(judged.expected, row)} expected lies in that${judged.gap === 0 ? '' : ', so the gap may be chance'}`
        : `; the ${shortValue(judged.expected, row)} expected lies outside of that`;
  return [{ label: 'Size of the numbers', text: `${text}${verdict}.`, illustrative: marksOf(assessment).actual }];
}

/** Fewer than so many counted are few: a share near one half is then known to no better than three points either way. */
const FEW = 1000;

function isSmall({ denominator }: Figure): boolean {
  return denominator !== null && quantityNumber(denominator) < FEW;
}

function ratioOf({ numerator, denominator }: Figure): string {
  return `${shortNumber(numerator ?? 0)} of ${shortNumber(denominator ?? 0)}`;
}

function robustnessFact(assessment: Assessment): OutlookFact[] {
  const counts = robustnessOf(assessment.known, assessment.judgement);
  if (counts === null) return [];
  const parts = RAG.filter((colour) => counts[colour] > 0).map((colour) => ({
    colour: LIGHT_SIGNS[colour].word.toLowerCase(),
    count: counts[colour],
  }));
  const [only] = parts;
  const text =
    parts.length === 1 && only !== undefined
      ? `${only.colour} under all six`
      : parts.map(({ colour, count }) => `${colour} under ${countWord(count)}`).join(', ');
  const rules = 'the tolerance halved, as set and doubled; the path as set and straight';
  return [
    {
      label: 'Under other rules',
      text: `${upperFirst(text)} (${rules}).`,
      illustrative: marksOf(assessment).light,
    },
  ];
}
