import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../server/domain/period.ts';
import { assessAgreement } from '../server/services/assessments.ts';
import { exportPackage, importPackage } from '../server/services/data-package.ts';
import { createRecord } from '../server/services/setup.ts';
import { areasUpTo, createNational, NATIONAL_AREAS, NATIONAL_TODAY, TARGETS_EACH } from './bench/national.ts';
import { FIGURES_EACH } from './bench/national-figures.ts';
import { COMMAND_LINE } from './support/authors.ts';
import { temporaryFolder } from './support/folders.ts';

describe('the generator of a national record', () => {
  test('the whole nation has 8,056 targets and 96,672 figures', () => {
    expect(NATIONAL_AREAS * TARGETS_EACH).toBe(8056);
    expect(NATIONAL_AREAS * TARGETS_EACH * FIGURES_EACH).toBe(96_672);
  });

  test('two areas have 106 targets and 1,272 figures, and leave as a package that comes in again without a problem', () => {
    const folder = `${temporaryFolder()}/package`;
    const written = exportPackage(createNational(':memory:', areasUpTo(2)), folder, null);
    expect(written.get('targets')).toBe(106);
    expect(written.get('figures')).toBe(1272);
    const counts = importPackage(createRecord(':memory:', COMMAND_LINE), folder, COMMAND_LINE, { check: true });
    expect(counts.targets).toEqual({ new: 106, identical: 0, replaced: 0 });
    expect(counts.figures).toEqual({ new: 1272, identical: 0, replaced: 0 });
  });

  test('an area is the same beside another as alone', () => {
    const [alone, beside] = [[2], [1, 2]].map((areas) =>
      createNational(':memory:', areas)
        .rows.figures.list()
        .filter((figure) => figure.indicator.startsWith('A002 ')),
    );
    expect(alone).toHaveLength(TARGETS_EACH * FIGURES_EACH);
    expect(beside).toEqual(alone);
  });

  test('every target is assessed, and every colour comes up', () => {
    const store = createNational(':memory:', areasUpTo(2));
    const deps = { store, now: () => `${NATIONAL_TODAY}T09:00:00Z` };
    for (const agreement of ['A001', 'A002']) {
      const question = { agreement, period: parsePeriod('2009/10 Q4'), asAt: null, basis: null };
      const { assessments } = assessAgreement(deps, question);
      expect(assessments).toHaveLength(TARGETS_EACH);
      expect(new Set(assessments.map(({ overall }) => overall))).toEqual(new Set(['green', 'amber', 'red', 'parked']));
    }
  });
});
