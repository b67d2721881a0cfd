import { describe, expect, it, onTestFinished } from 'vitest';
import { Invalid, NotFound } from '../../server/domain/errors.ts';
import { boardForQuarter } from '../../server/services/board.ts';
import { recordFigure } from '../../server/services/figures.ts';
import { chooseAsAt, type Deps, findAgreement, readingOf } from '../../server/services/reading.ts';
import { createRecord, loadExample, openRecord } from '../../server/services/setup.ts';
import { listTargets } from '../../server/services/target-list.ts';
import { targetView } from '../../server/services/targets.ts';
import { COMMAND_LINE, WRITER } from '../support/authors.ts';
import { temporaryFolder } from '../support/folders.ts';
import { quantity } from '../support/records.ts';

interface Clocked extends Deps {
  setNow(moment: string): void;
}

function example(file = ':memory:'): Clocked {
  const store = createRecord(file, COMMAND_LINE);
  onTestFinished(() => store.close());
  loadExample(store, COMMAND_LINE);
  let now = '2008-11-19T00:00:00Z';
  return {
    store,
    now: () => now,
    setNow: (moment) => {
      now = moment;
    },
  };
}

const BOARD = { agreement: null, period: null, asAt: null };
const NI_192 = { agreement: 'laa2', indicator: 'ni-192', part: '', period: null, asAt: null, basis: null };
const FIGURE = {
  period: '2008-09-q2',
  basis: 'standard',
  value: '39.19',
  numerator: '',
  denominator: '',
  status: 'final',
  missing_reason: '',
  note: 'Recount',
  commentary: '',
};

describe('what is worked out is kept until the record moves on', () => {
  it('the same question has the same answer', () => {
    const deps = example();
    expect(boardForQuarter(deps, BOARD)).toBe(boardForQuarter(deps, BOARD));
    expect(targetView(deps, NI_192)).toBe(targetView(deps, NI_192));
    expect(readingOf(deps.store)).toBe(readingOf(deps.store));
  });

  it('a write moves the revision on by one, and the next answer is new', () => {
    const deps = example();
    const [reading, board] = [readingOf(deps.store), boardForQuarter(deps, BOARD)];
    expect(board.counts).toMatchObject({ green: 30, red: 10 });
    recordFigure(deps, WRITER, NI_192, FIGURE, 1);
    expect(readingOf(deps.store).revision).toBe(reading.revision + 1);
    expect(boardForQuarter(deps, BOARD).counts).toMatchObject({ green: 29, red: 11 });
    expect(board.counts).toMatchObject({ green: 30, red: 10 });
  });

  it('what is known of rewards is read once too, and anew after a write', () => {
    const { store } = example();
    const reading = readingOf(store);
    expect(reading.instalments().map(({ agreement, year }) => [agreement, year])).toEqual([
      ['LAA1', 2009],
      ['LAA1', 2010],
    ]);
    expect(reading.cancellations().map(({ agreement }) => agreement)).toEqual(['LAA2']);
    expect(reading.instalments()).toBe(reading.instalments());
    expect(reading.cancellations()).toBe(reading.cancellations());
    const [row] = store.rows.cancellations.list();
    if (row === undefined) throw new Error('The example has no cancellation');
    store.write(WRITER, () => store.rows.cancellations.replace({ ...row, reason: 'Another' }));
    expect(
      readingOf(store)
        .cancellations()
        .map(({ reason }) => reason),
    ).toEqual(['Another']);
  });

  it('a write that is given up leaves both as they were', () => {
    const deps = example();
    const [reading, board] = [readingOf(deps.store), boardForQuarter(deps, BOARD)];
    expect(() => recordFigure(deps, WRITER, NI_192, { ...FIGURE, note: '' }, 1)).toThrow(Invalid);
    expect(readingOf(deps.store)).toBe(reading);
    expect(boardForQuarter(deps, BOARD)).toBe(board);
    expect(deps.store.rows.figures.list()).toHaveLength(690);
  });

  it('what another process writes into the same file is seen', () => {
    const file = `${temporaryFolder()}/laa.db`;
    const deps = example(file);
    expect(boardForQuarter(deps, BOARD).counts.red).toBe(10);
    const other = openRecord(file);
    recordFigure({ store: other, now: deps.now }, WRITER, NI_192, FIGURE, 1);
    other.close();
    expect(boardForQuarter(deps, BOARD).counts.red).toBe(11);
  });

  it('questions that differ have answers of their own', () => {
    const deps = example();
    const counts = (question: { agreement?: string }) => boardForQuarter(deps, { ...BOARD, ...question }).counts.total;
    expect([counts({}), counts({ agreement: 'laa1' }), counts({ agreement: 'laa2' })]).toEqual([64, 7, 49]);
    const list = (colour: 'red' | 'green') =>
      listTargets(deps, { ...BOARD, partnership: null, state: null, words: null, sort: 'agreement', colour }).rows
        .length;
    expect([list('red'), list('green')]).toEqual([10, 30]);
  });

  it('is bounded: of very many results the oldest are made again, the newest are not', () => {
    const reading = readingOf(example().store);
    const made: number[] = [];
    const ask = (key: number) => reading.remember(`${key}`, () => made.push(key));
    for (let key = 0; key < 10_000; key += 1) ask(key);
    made.length = 0;
    ask(9999);
    ask(9990);
    expect(made).toEqual([]);
    ask(0);
    expect(made).toEqual([0]);
  });

  it('rows stay the same ones however much is worked out from them', () => {
    const deps = example();
    const before = targetView(deps, NI_192);
    const reading = readingOf(deps.store);
    for (let key = 0; key < 10_000; key += 1) reading.remember(`${key}`, () => key);
    const after = targetView(deps, NI_192);
    expect(after).not.toBe(before);
    expect(after.figures).toHaveLength(before.figures.length);
    for (const [index, figure] of after.figures.entries()) expect(figure).toBe(before.figures[index]);
  });

  it('a result that is nothing is kept too', () => {
    const reading = readingOf(example().store);
    let asked = 0;
    const ask = () =>
      reading.remember('nothing', () => {
        asked += 1;
        return null;
      });
    expect([ask(), ask(), asked]).toEqual([null, null, 1]);
  });
});

describe('as known when', () => {
  it.each([
    ['now is the clock’s moment', null, '2008-11-19T09:30:00Z', null],
    ['a day is its end', '2008-11-18', '2008-11-18T23:59:59Z', '2008-11-18'],
    ['today is the end of today', '2008-11-19', '2008-11-19T23:59:59Z', '2008-11-19'],
  ])('%s', (_sentence, given, moment, chosen) => {
    const deps = example();
    deps.setNow('2008-11-19T09:30:00Z');
    const choice = chooseAsAt(deps, given);
    expect([choice.asAt.moment, choice.chosen]).toEqual([moment, chosen]);
  });

  it.each([
    ['tomorrow', '2008-11-20', 'The as-at date must not be after today: choose a day up to 19 November 2008.'],
    ['a day that there is not', '2008-02-30', 'The as-at date must be a day such as 2008-11-19.'],
    ['a moment', '2008-11-18T10:00:00Z', 'The as-at date must be a day such as 2008-11-19.'],
  ])('%s is refused', (_sentence, given, message) => {
    expect(() => chooseAsAt(example(), given)).toThrow(message);
  });

  it('two moments of a day have one key, unless something was recorded between them', () => {
    const deps = example();
    const keyAt = (moment: string) => {
      deps.setNow(moment);
      readingOf(deps.store);
      return chooseAsAt(deps, null).key;
    };
    // On 17 November 2008 the figure of NI 192 came in at 08:14, and the next at 08:46.
    const [early, late] = [keyAt('2008-11-17T07:00:00Z'), keyAt('2008-11-17T08:13:59Z')];
    expect(late).toBe(early);
    const [then, soon] = [keyAt('2008-11-17T08:14:00Z'), keyAt('2008-11-17T08:45:59Z')];
    expect(then).not.toBe(late);
    expect(soon).toBe(then);
    expect(keyAt('2008-11-17T08:46:00Z')).not.toBe(then);
    expect(keyAt('2008-11-18T00:00:00Z')).not.toBe(keyAt('2008-11-17T23:59:59Z'));
  });

  it('a page for now shows what comes in as the clock goes on', () => {
    const deps = example();
    const actual = (moment: string) => {
      deps.setNow(moment);
      return targetView(deps, { ...NI_192, period: null }).assessment?.actual;
    };
    expect(actual('2008-11-17T08:13:59Z')).toBeNull();
    expect(actual('2008-11-17T08:14:00Z')).toBe(quantity('40.82'));
    deps.setNow('2008-11-17T08:13:00Z');
    expect(targetView(deps, { ...NI_192, asAt: '2008-11-17' }).assessment?.actual).toBe(quantity('40.82'));
    expect(targetView(deps, { ...NI_192, asAt: '2008-11-16' }).assessment?.actual).toBeNull();
  });

  it('a day asked for gives the same answer however the clock goes on', () => {
    const deps = example();
    const question = { ...BOARD, asAt: '2008-11-05' };
    const before = boardForQuarter(deps, question);
    deps.setNow('2009-06-01T00:00:00Z');
    expect(boardForQuarter(deps, question).counts).toEqual(before.counts);
  });
});

describe('an agreement by its code', () => {
  it.each(['LAA2', 'laa2', 'Laa2'])('%s is found', (code) => {
    expect(findAgreement(readingOf(example().store), code).code).toBe('LAA2');
  });

  it.each(['laa3', '', 'constructor', '__proto__'])('‘%s’ is not', (code) => {
    expect(() => findAgreement(readingOf(example().store), code)).toThrow(NotFound);
  });
});
