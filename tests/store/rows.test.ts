import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../server/store/database.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import {
  action,
  agreement,
  cancellation,
  indicator,
  instalment,
  milestone,
  partnership,
  suppression,
  target,
} from '../support/package-rows.ts';

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

describe('what is known of a reward', () => {
  const withReward = (): Store => {
    const store = withTarget();
    store.write(COMMAND_LINE, () => {
      for (const year of [2010, 2009]) store.rows.instalments.insert(instalment({ year, share: 500_000 }));
      store.rows.cancellations.insert(cancellation({ cancelled_by: 'The Secretary of State' }));
    });
    return store;
  };

  test('comes back as it went in, instalments by year', () => {
    const store = withReward();
    expect(store.rows.instalments.list()).toEqual([2009, 2010].map((year) => instalment({ year, share: 500_000 })));
    expect(store.rows.cancellations.list()).toEqual([cancellation({ cancelled_by: 'The Secretary of State' })]);
    store.close();
  });

  test('can be replaced', () => {
    const store = withReward();
    store.write(COMMAND_LINE, () => {
      store.rows.instalments.replace(instalment({ year: 2009, share: 0 }));
      store.rows.instalments.replace(instalment({ year: 2010 }));
      store.rows.cancellations.replace(cancellation());
    });
    expect(store.rows.instalments.list()).toEqual([instalment({ year: 2009, share: 0 }), instalment({ year: 2010 })]);
    expect(store.rows.cancellations.list()).toEqual([cancellation()]);
    store.close();
  });

  test('stands beside each target of the agreement, and of no other', () => {
    const store = withReward();
    const other = agreement({ code: 'LAA3' });
    store.write(COMMAND_LINE, () => {
      store.rows.agreements.insert(other);
      store.rows.targets.insert(target({ agreement: 'LAA3' }));
    });
    const cancelled = cancellation({ cancelled_by: 'The Secretary of State' });
    expect(store.targets.list(agreement()).map((record) => record.cancellation)).toEqual([cancelled]);
    expect(store.targets.list(other).map((record) => record.cancellation)).toEqual([null]);
    store.close();
  });

  test('the audit does not say who cancelled it, who may be a person', () => {
    const store = withTarget();
    const { key, values } = store.rows.cancellations.audited(cancellation({ cancelled_by: 'The Secretary of State' }));
    expect(key).toEqual({ agreement: 'LAA2' });
    expect(values).toEqual({ cancelled_on: '2010-10-31', reason: null, provenance: 'entered', source: null });
    store.close();
  });

  test.each([
    ['a share below nothing', 'instalments', instalment({ share: -1 })],
    ['a share above the whole', 'instalments', instalment({ share: 1_000_001 })],
    ['capital below nothing', 'instalments', instalment({ capital: -1 })],
    ['capital above the whole', 'instalments', instalment({ capital: 1_000_001 })],
    ['an agreement that is not there', 'instalments', instalment({ agreement: 'LAA9' })],
    ['a day that is none', 'cancellations', cancellation({ cancelled_on: '2010-02-30' })],
    ['an agreement that is not there', 'cancellations', cancellation({ agreement: 'LAA9' })],
  ] as const)('refuses %s: %s', (_, file, row) => {
    const store = withTarget();
    expect(() => store.write(COMMAND_LINE, () => store.rows[file].insert(row as never))).toThrow(/constraint failed/);
    store.close();
  });
});

describe('which small numbers are kept back', () => {
  test('comes back as it went in, and can be replaced', () => {
    const store = withTarget();
    store.write(COMMAND_LINE, () => store.rows.suppressions.insert(suppression()));
    expect(store.rows.suppressions.list()).toEqual([suppression()]);
    store.write(COMMAND_LINE, () => store.rows.suppressions.replace(suppression({ under: 10 })));
    expect(store.rows.suppressions.list()).toEqual([suppression({ under: 10 })]);
    store.close();
  });

  test.each([
    ['a limit below nothing', suppression({ under: -1 })],
    ['an indicator that is not there', suppression({ indicator: 'NI 999' })],
  ])('refuses %s', (_, row) => {
    const store = withTarget();
    expect(() => store.write(COMMAND_LINE, () => store.rows.suppressions.insert(row))).toThrow(/constraint failed/);
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
