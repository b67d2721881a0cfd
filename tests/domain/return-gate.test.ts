import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../server/domain/assessment.ts';
import { GREYS, type Light, RAG, type Rag } from '../../server/domain/light.ts';
import { explanationReason, type GateFacts, gateProblems, isWhole } from '../../server/domain/return-gate.ts';
import { EMPTY_ROW, ROW_FIELDS, type RowEntry, readRow } from '../../server/domain/return-row.ts';
import { action, commentary } from '../support/package-rows.ts';
import { type Amount, assessedOn, commitment, figure, type GivenTarget, knownOn, period } from '../support/records.ts';

const TODAY = '2008-11-19';

/** From 40 at the end of 2007/08 to 44 a year later: 42 by September. One short is still amber. */
const TARGET: GivenTarget = {
  terms: { tolerance_mode: 'absolute', tolerance: 1 },
  commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 44)],
};
const AT: Readonly<Record<Rag, Amount>> = { green: 42, amber: 41, red: '40.9' };

function assessed(light: Light): Assessment {
  const figures = [figure('2008/09 Q2', AT[light as Rag] ?? 42)];
  const judged = assessedOn(TODAY, '2008/09 Q2', { ...TARGET, figures });
  return light in AT ? judged : { ...judged, now: light, overall: light };
}

/** At the year’s end, when the light of it is that of the figure: 44 is the target. */
function ended(light: Light): Assessment | null {
  const figures = [figure('2008/09 Q4', { green: 44, amber: 43, red: '42.9' }[light as Rag] ?? 44)];
  const { yearEnd, ...judged } = assessedOn('2009-04-20', '2008/09 Q4', { ...TARGET, figures });
  return { ...judged, yearEnd: light in AT ? yearEnd : null };
}

const NAME = { agreement: 'LAA2', indicator: 'NI 192', part: '', basis: 'standard', quarter: period('2008/09 Q2') };

/** A green target of which nothing is typed and nothing was said before. */
function facts(given: Partial<Omit<GateFacts, 'entry' | 'read'>> = {}, typed: Partial<RowEntry> = {}): GateFacts {
  const entry = { ...EMPTY_ROW, ...typed };
  return {
    entry,
    read: readRow(knownOn(TODAY, TARGET), NAME, entry, TODAY),
    after: assessed('green'),
    before: null,
    openActions: [],
    previous: null,
    today: TODAY,
    ...given,
  };
}

const asked = (given: Partial<Omit<GateFacts, 'entry' | 'read'>>, typed: Partial<RowEntry> = {}): string[] =>
  gateProblems(facts(given, typed)).map(({ field }) => field);

const RED = { after: assessed('red') };
const SAID = { commentary: 'The plant was shut in August.', cause: 'Capacity' };
const DOING = {
  action_title: 'New rounds',
  action_owner: 'Head of waste',
  action_due: '2008-12-31',
  action_effect: '0.5',
};

describe('a target must be explained', () => {
  it.each<[sentence: string, now: Light, before: Light | null, reason: string | null]>([
    ['not for green', 'green', null, null],
    ['not for green that stays so', 'green', 'green', null],
    ['not for a rise to green', 'green', 'red', null],
    ['for amber', 'amber', null, 'Amber'],
    ['for amber that stays so', 'amber', 'amber', 'Amber'],
    ['for a rise to amber as for amber', 'amber', 'red', 'Amber'],
    ['for a fall to amber', 'amber', 'green', 'Amber, and green the quarter before'],
    ['for red', 'red', null, 'Red'],
    ['for red that stays so', 'red', 'red', 'Red'],
    ['for a fall from amber to red', 'red', 'amber', 'Red, and amber the quarter before'],
    ['for a fall from green to red', 'red', 'green', 'Red, and green the quarter before'],
    ['for red after a grey one, which is no fall', 'red', 'no-return', 'Red'],
  ])('%s', (_sentence, now, before, reason) => {
    expect(explanationReason({ after: assessed(now), before })).toBe(reason);
  });

  it.each<[before: Light, reason: string]>([
    ['green', 'Red at the year’s end, and green the quarter before'],
    ['red', 'Red at the year’s end'],
  ])('for a year’s end that is worse than the figure, and says that it is that: %s before', (before, reason) => {
    const after = { ...assessed('green'), overall: 'red', decidedBy: 'year_end' } as const;
    expect(explanationReason({ after, before })).toBe(reason);
  });

  it.each(GREYS)('not for grey, and grey after green is no fall: %s', (grey) => {
    expect(explanationReason({ after: assessed(grey), before: 'green' })).toBeNull();
    expect(asked({ after: assessed(grey), before: 'green' })).toEqual([]);
  });

  it('not where it is out of the count', () => {
    expect(explanationReason({ after: null, before: 'green' })).toBeNull();
    expect(asked({ after: null, before: 'green' }, { own_view: 'green' })).toEqual([]);
  });
});

describe('an explanation is', () => {
  it.each<[sentence: string, typed: Partial<RowEntry>, fields: string[]]>([
    ['all of it, where nothing is said', {}, ['commentary', 'cause', 'action_title']],
    ['words', { cause: 'Capacity', ...DOING }, ['commentary']],
    ['a cause', { commentary: SAID.commentary, ...DOING }, ['cause']],
    ['what is being done', SAID, ['action_title']],
    ['by whom', { ...SAID, ...DOING, action_owner: '' }, ['action_owner']],
    ['by when', { ...SAID, ...DOING, action_due: '' }, ['action_due']],
    ['by a day that is still to come', { ...SAID, ...DOING, action_due: '18/11/2008' }, ['action_due']],
    ['today is such a day', { ...SAID, ...DOING, action_due: '19/11/2008' }, []],
    ['to what effect', { ...SAID, ...DOING, action_effect: '' }, ['action_effect']],
    [
      'the rest of an action that has a title only',
      { ...SAID, action_title: 'New rounds' },
      ['action_owner', 'action_due', 'action_effect'],
    ],
    ['whole with all of these', { ...SAID, ...DOING }, []],
  ])('%s', (_sentence, typed, fields) => {
    expect(asked(RED, typed)).toEqual(fields);
    expect(asked({ after: assessed('amber') }, typed)).toEqual(fields);
  });

  it('asked for in words that say why', () => {
    expect(gateProblems(facts({ ...RED, before: 'amber' }))).toEqual([
      { field: 'commentary', message: 'Red, and amber the quarter before: say what lies behind it.' },
      { field: 'cause', message: 'Red, and amber the quarter before: choose the cause.' },
      { field: 'action_title', message: 'Red, and amber the quarter before: say what is being done about it.' },
    ]);
  });
});

describe('an action that is open already will do', () => {
  const whole = action({ owner_role: 'Head of waste', due: '2008-12-31', expected_effect: 5000 });

  it.each<[sentence: string, given: Parameters<typeof action>[0], fields: string[]]>([
    ['with who, by when and to what effect', {}, []],
    ['with an effect downwards', { expected_effect: -5000 }, []],
    ['on its last day', { due: '2008-11-19' }, []],
    ['not the day after', { due: '2008-11-18' }, ['action_title']],
    ['not without a day', { due: null }, ['action_title']],
    ['not without who does it', { owner_role: null }, ['action_title']],
    ['not without an effect', { expected_effect: null }, ['action_title']],
  ])('%s', (_sentence, given, fields) => {
    const held = { ...whole, ...given };
    expect(asked({ ...RED, openActions: [held] }, SAID)).toEqual(fields);
    expect(isWhole(held, TODAY)).toBe(fields.length === 0);
  });

  it('wherever it stands among others, but not in halves', () => {
    const [nobody, never] = [action({ ...whole, owner_role: null }), action({ ...whole, due: null })];
    expect(asked({ ...RED, openActions: [nobody, whole] }, SAID)).toEqual([]);
    expect(asked({ ...RED, openActions: [nobody, never] }, SAID)).toEqual(['action_title']);
  });
});

describe('the same words as last time', () => {
  const previous = commentary({ text: 'New rounds began\r\n in July.', period: period('2008/09 Q1') });

  it.each<[sentence: string, typed: Partial<RowEntry>, fields: string[]]>([
    ['word for word', { commentary: 'New rounds began\r\n in July.' }, ['unchanged']],
    ['in capitals', { commentary: 'NEW ROUNDS BEGAN IN JULY.' }, ['unchanged']],
    ['with other spaces and lines', { commentary: '  New  rounds\nbegan in\tJuly. ' }, ['unchanged']],
    ['with a sentence of why', { commentary: 'New rounds began in July.', unchanged: 'They go on.' }, []],
    ['one word more are others', { commentary: 'New rounds began in early July.' }, []],
    ['nothing is not the same', {}, []],
  ])('ask for a sentence more: %s', (_sentence, typed, fields) => {
    expect(asked({ previous }, typed)).toEqual(fields);
    expect(asked({ ...RED, previous }, { cause: 'Capacity', ...DOING, ...typed })).toEqual(
      typed.commentary === undefined ? ['commentary'] : fields,
    );
  });

  it('also where a sentence was added to them last time', () => {
    const before = commentary({ text: 'New rounds began in July.\n\nThey go on.', period: period('2008/09 Q1') });
    expect(asked({ previous: before }, { commentary: 'New rounds began in July.' })).toEqual(['unchanged']);
    expect(asked({ previous: before }, { commentary: 'They go on.' })).toEqual([]);
  });

  it('where nothing was said before there is nothing to repeat', () => {
    expect(asked({}, { commentary: 'New rounds began in July.' })).toEqual([]);
  });
});

describe('the lead’s own view', () => {
  it.each<[sentence: string, own: Rag | '', now: Light, fields: string[]]>([
    ['better by one step, of amber', 'green', 'amber', ['better']],
    ['better by one step, of red', 'amber', 'red', ['better']],
    ['better by two steps', 'green', 'red', ['better']],
    ['equal: green', 'green', 'green', []],
    ['equal: amber', 'amber', 'amber', []],
    ['equal: red', 'red', 'red', []],
    ['worse by one step', 'amber', 'green', []],
    ['worse by two steps', 'red', 'green', []],
    ['beside a grey one', 'green', 'no-return', []],
    ['not given', '', 'red', []],
  ])('asks for a sentence where it is better: %s', (_sentence, own_view, now, fields) => {
    expect(asked({ after: ended(now) }, { ...SAID, ...DOING, own_view })).toEqual(fields);
    expect(asked({ after: ended(now) }, { ...SAID, ...DOING, own_view, better: 'The plant opens.' })).toEqual([]);
  });

  it('is told what it is better than', () => {
    expect(gateProblems(facts({ after: ended('amber') }, { ...SAID, ...DOING, own_view: 'green' }))).toEqual([
      {
        field: 'better',
        message: 'Your own view is better than the light of the year’s end, which is amber. Say in a sentence why.',
      },
    ]);
  });

  it('is held against the year’s end alone: a light now without a forecast asks for nothing', () => {
    expect(asked(RED, { ...SAID, ...DOING, own_view: 'green' })).toEqual([]);
  });

  it('and repeated words ask for a sentence each, beside the explanation', () => {
    const previous = commentary({ text: SAID.commentary });
    expect(asked({ after: ended('red'), previous }, { commentary: SAID.commentary, own_view: 'green' })).toEqual([
      'cause',
      'action_title',
      'unchanged',
      'better',
    ]);
  });
});

it('a green row is asked for nothing, whatever is typed, as long as its words are new', () => {
  const text = fc.string({ maxLength: 8 });
  const typed = fc.record(
    Object.fromEntries(ROW_FIELDS.map((field) => [field, field === 'own_view' ? fc.constantFrom('', ...RAG) : text])),
  ) as fc.Arbitrary<RowEntry>;
  const before = fc.option(fc.constantFrom<Light>(...RAG, ...GREYS));
  const previous = commentary({ text: 'No text of eight characters is as long as this one.' });
  fc.assert(
    fc.property(typed, before, (entry, light) => {
      expect(asked({ before: light, previous }, entry)).toEqual([]);
    }),
  );
});
