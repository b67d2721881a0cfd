import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../server/store/database.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { action, agreement, indicator, milestone, partnership, target } from '../support/package-rows.ts';

const freshStore = (): Store => openStore(createDatabase(':memory:'));

function withTarget(): Store {
  const store = freshStore();
  store.write(COMMAND_LINE, () => {
    store.rows.agreements.insert(agreement());
    store.rows.partnerships.insert(partnership());
    store.rows.indicators.insert(indicator());
    store.rows.targets.insert(target());
  });
  return store;
}

describe('rows', () => {
  test('come back as they went in', () => {
    const store = withTarget();
    expect(store.rows.targets.list()).toEqual([target()]);
    store.close();
  });

  test('come in key order: text by code point, numbers by value', () => {
    const store = withTarget();
    store.write(COMMAND_LINE, () => {
      for (const code of ['b', 'Z', 'é', '\u{10000}', '\uffff']) store.rows.partnerships.insert(partnership({ code }));
      for (const number of [10, 9, 1]) store.rows.actions.insert(action({ action: number }));
    });
    expect(store.rows.partnerships.list().map(({ code }) => code)).toEqual([
      'OWP',
      'Z',
      'b',
      'é',
      '\uffff',
      '\u{10000}',
    ]);
    expect(store.rows.actions.list().map((row) => row.action)).toEqual([1, 9, 10]);
    store.close();
  });

  test('other than facts can be replaced', () => {
    const store = withTarget();
    store.write(COMMAND_LINE, () => {
      store.rows.milestones.insert(milestone());
      store.rows.milestones.replace(milestone({ completed_on: '2009-01-05' }));
    });
    expect(store.rows.milestones.list()).toEqual([milestone({ completed_on: '2009-01-05' })]);
    store.close();
  });
});

describe('a write', () => {
  test('raises the revision', () => {
    const store = freshStore();
    store.write(COMMAND_LINE, () => store.rows.agreements.insert(agreement()));
    expect(store.state.revision()).toBe(1);
    store.close();
  });

  test('that fails leaves nothing behind, not even a revision', () => {
    const store = freshStore();
    const failing = (): void => {
      store.rows.agreements.insert(agreement());
      throw new Error('half way');
    };
    expect(() => store.write(COMMAND_LINE, failing)).toThrow('half way');
    expect(store.rows.agreements.list()).toEqual([]);
    expect(store.state.revision()).toBe(0);
    store.close();
  });
});

test('the newest moment of recording never goes back', () => {
  const store = freshStore();
  store.state.setRecordedAt('2008-11-19T10:00:00Z');
  store.state.setRecordedAt('2008-11-18T10:00:00Z');
  expect(store.state.find().last_recorded_at).toBe('2008-11-19T10:00:00Z');
  store.close();
});
