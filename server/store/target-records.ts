import { FILES, type Row } from '../domain/data-package.ts';
import { measureOf } from '../domain/indicator.ts';
import type { TargetRecord } from '../domain/known.ts';
import { byAgreementOrder } from '../domain/target-order.ts';
import type { Db } from './database.ts';

export interface TargetRecords {
  /** Every target of an agreement with all that is recorded of it, in the agreement's order. */
  list(agreement: Row<'agreements'>): TargetRecord[];
}

type OfTarget = 'targets' | 'commitments' | 'milestones' | 'commentaries' | 'actions';
type OfMeasure = 'indicators' | 'bases' | 'figures';
interface Named {
  readonly indicator: string;
  readonly part: string;
}

/** JSON holds a pair of codes without a separator that a code could hold too. */
const nameOf = ({ indicator, part }: Named): string => JSON.stringify([indicator, part]);

export function targetRecords(db: Db): TargetRecords {
  const ofTarget = <F extends OfTarget>(file: F) => {
    const statement = db.prepare(`SELECT * FROM ${file} WHERE agreement = ? ORDER BY ${FILES[file].key.join(', ')}`);
    return (agreement: string) => Map.groupBy(statement.all(agreement) as (Row<F> & Named)[], nameOf);
  };
  const ofMeasure = <F extends OfMeasure>(file: F) => {
    const statement = db.prepare(
      `SELECT ${file}.* FROM target_names JOIN ${file} USING (indicator, part)
       WHERE agreement = ? ORDER BY ${FILES[file].key.join(', ')}`,
    );
    return (agreement: string) => Map.groupBy(statement.all(agreement) as (Row<F> & Named)[], nameOf);
  };
  const terms = ofTarget('targets');
  const commitments = ofTarget('commitments');
  const milestones = ofTarget('milestones');
  const commentaries = ofTarget('commentaries');
  const actions = ofTarget('actions');
  const indicators = ofMeasure('indicators');
  const bases = ofMeasure('bases');
  const figures = ofMeasure('figures');
  return {
    list: (agreement) => {
      const { code } = agreement;
      const rows = {
        terms: terms(code),
        commitments: commitments(code),
        milestones: milestones(code),
        commentaries: commentaries(code),
        actions: actions(code),
        bases: bases(code),
        figures: figures(code),
      };
      const measures = [...indicators(code).values()].flat().sort(byAgreementOrder);
      return measures.map((indicator) => ({
        agreement,
        measure: measureOf(indicator),
        terms: rows.terms.get(nameOf(indicator)) ?? [],
        commitments: rows.commitments.get(nameOf(indicator)) ?? [],
        milestones: rows.milestones.get(nameOf(indicator)) ?? [],
        commentaries: rows.commentaries.get(nameOf(indicator)) ?? [],
        actions: rows.actions.get(nameOf(indicator)) ?? [],
        bases: rows.bases.get(nameOf(indicator)) ?? [],
        figures: rows.figures.get(nameOf(indicator)) ?? [],
      }));
    },
  };
}
