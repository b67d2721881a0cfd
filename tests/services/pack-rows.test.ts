import { describe, expect, it } from 'vitest';
import type { PackageRows } from '../../server/domain/data-package.ts';
import { asAtMoment } from '../../server/domain/moment.ts';
import { madeFrom } from '../../server/services/pack-content.ts';
import { completed, type PackInputs, rowDifferences, rowsKnown } from '../../server/services/pack-rows.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { testApp } from '../support/test-app.ts';

const MOMENT = '2008-11-19T12:00:00Z';

/** The example as a pack froze it. */
function frozen(rows: (rows: PackageRows) => PackageRows = (all) => all): {
  inputs: PackInputs;
  store: ReturnType<typeof testApp>['store'];
} {
  const { store } = testApp();
  const pack = { id: 1, board: 'PSB', date: '2008-11-19', revision: 1 };
  const known = rows(rowsKnown(store, asAtMoment(MOMENT)));
  return { inputs: { pack, moment: MOMENT, returns: [], corrected: { board: [], public: [] }, rows: known }, store };
}

/** As a version of the app that does not know them froze it: without a file, and without a column of another. */
function earlier(rows: PackageRows): PackageRows {
  const { suppressions: _suppressions, ...files } = rows;
  const indicators = rows.indicators.map(({ data_source: _source, ...row }) => row);
  return { ...files, indicators } as unknown as PackageRows;
}

describe('rows that an earlier version of the app froze', () => {
  it('are completed with what came to the record since, empty', () => {
    const { inputs } = frozen(earlier);
    const rows = completed(inputs.rows);
    expect(rows.suppressions).toEqual([]);
    expect(rows.indicators.every(({ data_source: source }) => source === null)).toBe(true);
  });

  it('still make the pack, in both editions', () => {
    const { inputs } = frozen(earlier);
    for (const edition of ['board', 'public'] as const) {
      expect(madeFrom(inputs, edition).facts.counts.total).toBe(64);
    }
  });

  it('are not held against what they could not know', () => {
    const { inputs, store } = frozen(earlier);
    expect(rowDifferences(inputs, store)).toEqual({ faults: [], moved: [] });
  });
});

describe('what a pack froze', () => {
  it('does not say who recorded a figure or said something', () => {
    const { inputs } = frozen();
    expect(inputs.rows.figures.length).toBeGreaterThan(100);
    expect([...inputs.rows.figures, ...inputs.rows.commentaries].filter((row) => row.recorded_by !== null)).toEqual([]);
  });

  it('is held against the record: corrections have moved on, and a fact that is not as it was is a fault', () => {
    const { inputs, store } = frozen();
    const [figure] = store.rows.figures.list();
    const [partnership] = store.rows.partnerships.list();
    if (figure === undefined || partnership === undefined) throw new Error('the example is empty');
    store.write(COMMAND_LINE, () => {
      store.rows.figures.insert({ ...figure, version: figure.version + 1, recorded_at: MOMENT });
      store.rows.partnerships.replace({ ...partnership, chair: 'Another' });
    });
    const { faults, moved } = rowDifferences(inputs, store);
    expect(faults).toEqual([]);
    expect(moved).toEqual([
      `partnerships ${partnership.code}: is not as it was`,
      `figures ${figure.indicator} ${figure.part} ${figure.basis} ${figure.period} ${figure.version + 1}: came since`,
    ]);
    const other = {
      ...inputs.rows,
      figures: inputs.rows.figures.map((row, index) => (index === 0 ? { ...row, value: 1 } : row)),
    };
    expect(rowDifferences({ ...inputs, rows: other }, store).faults).toHaveLength(1);
  });
});
