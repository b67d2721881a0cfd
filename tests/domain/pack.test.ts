import { describe, expect, it } from 'vitest';
import { contentDifferences, type PackStep, packState, stepRefusal } from '../../server/domain/pack.ts';

type Step = Pick<PackStep, 'step' | 'account'>;

const [ANN, BOB] = [1, 2];
const frozen = (account: number): Step => ({ step: 'frozen', account });
const opened = (account: number): Step => ({ step: 'opened', account });
const published = (account: number): Step => ({ step: 'published', account });

describe('a pack', () => {
  it.each<[Step[], string]>([
    [[], 'draft'],
    [[frozen(ANN)], 'frozen'],
    [[frozen(ANN), opened(BOB)], 'draft'],
    [[frozen(ANN), opened(BOB), frozen(BOB)], 'frozen'],
    [[frozen(ANN), published(BOB)], 'published'],
  ])('after %j is %s', (steps, state) => {
    expect(packState(steps)).toBe(state);
  });

  it.each<
    [sentence: string, step: PackStep['step'], steps: Step[], who: number, alone: boolean, refusal: RegExp | null]
  >([
    ['a draft is frozen', 'frozen', [], ANN, false, null],
    ['what is frozen is not frozen again', 'frozen', [frozen(ANN)], BOB, false, /frozen already/],
    ['what was opened is frozen anew', 'frozen', [frozen(ANN), opened(ANN)], ANN, false, null],
    ['a second person publishes', 'published', [frozen(ANN)], BOB, false, null],
    ['not the one who froze it', 'published', [frozen(ANN)], ANN, false, /second person/],
    ['but where one may do both', 'published', [frozen(ANN)], ANN, true, null],
    ['who froze it last counts', 'published', [frozen(ANN), opened(BOB), frozen(BOB)], ANN, false, null],
    ['a draft is not published', 'published', [], BOB, true, /is a draft/],
    ['what was opened is not published', 'published', [frozen(ANN), opened(BOB)], BOB, false, /is a draft/],
    ['either opens what is frozen', 'opened', [frozen(ANN)], ANN, false, null],
    ['a draft is open', 'opened', [], ANN, false, /is a draft/],
    [
      'what is published is not published twice',
      'published',
      [frozen(ANN), published(BOB)],
      BOB,
      false,
      /next revision/,
    ],
    ['nor opened', 'opened', [frozen(ANN), published(BOB)], BOB, false, /next revision/],
    ['nor frozen', 'frozen', [frozen(ANN), published(BOB)], BOB, true, /next revision/],
  ])('%s', (_sentence, step, steps, who, alone, refusal) => {
    const found = stepRefusal(step, steps, who, alone);
    if (refusal === null) expect(found).toBeNull();
    else expect(found).toMatch(refusal);
  });
});

describe('where two contents differ', () => {
  const heading = (level: number, text: string) => ({ kind: 'heading', level, text });
  const words = (text: string) => ({ kind: 'words', text });
  const content = (...blocks: unknown[]) => JSON.stringify({ title: 'A pack', blocks });
  const published_ = content(
    words('first'),
    heading(2, 'Red'),
    heading(3, 'Waste'),
    words('3'),
    heading(2, 'Annex'),
    words('4'),
  );

  it.each<[sentence: string, again: string, where: string[]]>([
    ['nowhere', published_, []],
    ['under a target', published_.replace('"3"', '"5"'), ['‘Red: Waste’']],
    ['under a heading that comes after a target', published_.replace('"4"', '"5"'), ['‘Annex’']],
    ['before the first heading', published_.replace('first', 'second'), ['‘the beginning’']],
    ['in the title', published_.replace('A pack', 'The pack'), ['what stands above its first heading']],
    [
      'in a target that is gone',
      content(words('first'), heading(2, 'Red'), heading(2, 'Annex'), words('4')),
      ['‘Red: Waste’'],
    ],
  ])('%s', (_sentence, again, where) => {
    expect(contentDifferences(published_, again)).toEqual(where);
  });
});
