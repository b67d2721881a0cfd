import { FILES, type Row } from '../domain/data-package.ts';
import { measureOf } from '../domain/indicator.ts';
import type { TargetOutline, TargetRecord } from '../domain/known.ts';
import { byAgreementOrder } from '../domain/target-order.ts';
import type { Db } from './database.ts';

export interface TargetRecords {
  /** Every target of an agreement with all that is recorded of it, in the agreement's order. */
  list(agreement: Row<'agreements'>): TargetRecord[];
  /** Codes of all agreements, by their years. */
  agreementCodes(): string[];
  /** An agreement by its code; null where there is none. */
  findAgreement(code: string): Row<'agreements'> | null;
  /** One of them without what is recorded over time; null where the agreement has none of that name. */
  findOutline(agreement: Row<'agreements'>, name: Named): TargetOutline | null;
  /** What the agreement's targets are called. */
  names(agreement: Row<'agreements'>): Named[];
  /** Codes of the partnerships that have ever led a target of an indicator, in any agreement. */
  leadsOf(name: Named): string[];
  /** Codes of the agreements that have, in any version, a target which a partnership leads or contributes to. */
  agreementsWith(partnership: string): string[];
}

type OfTarget = 'targets' | 'commitments' | 'milestones' | 'commentaries' | 'actions';
type OfMeasure = 'indicators' | 'bases' | 'figures';
interface Named {
  readonly indicator: string;
  readonly part: string;
}

/** A pair of codes as one text; the length tells where one ends, whatever characters they hold. */
const nameOf = ({ indicator, part }: Named): string => `${indicator.length} ${indicator}${part}`;

const keyOf = (file: OfTarget | OfMeasure): string => FILES[file].key.join(', ');

export function targetRecords(db: Db): TargetRecords {
  const agreementCodes = db.prepare('SELECT code FROM agreements ORDER BY first_year, last_year, code').pluck();
  const agreement = db.prepare('SELECT * FROM agreements WHERE code = ?');
  const names = db.prepare('SELECT indicator, part FROM target_names WHERE agreement = ?');
  const agreementsWith = db
    .prepare(
      `SELECT DISTINCT agreement FROM targets
       WHERE lead = @partnership OR instr('|' || contributors || '|', '|' || @partnership || '|') > 0`,
    )
    .pluck();
  const leadsOf = db
    .prepare('SELECT DISTINCT lead FROM targets WHERE indicator = @indicator AND part = @part ORDER BY lead')
    .pluck();
  return {
    list: listReader(db),
    agreementCodes: () => agreementCodes.all() as string[],
    findAgreement: (code) => (agreement.get(code) as Row<'agreements'> | undefined) ?? null,
    findOutline: outlineReader(db),
    names: ({ code }) => names.all(code) as Named[],
    leadsOf: ({ indicator, part }) => leadsOf.all({ indicator, part }) as string[],
    agreementsWith: (partnership) => agreementsWith.all({ partnership }) as string[],
  };
}

function outlineReader(db: Db): TargetRecords['findOutline'] {
  const terms = db.prepare(
    'SELECT * FROM targets WHERE agreement = @agreement AND indicator = @indicator AND part = @part ORDER BY version',
  );
  const indicator = db.prepare('SELECT * FROM indicators WHERE indicator = @indicator AND part = @part');
  const bases = db.prepare('SELECT * FROM bases WHERE indicator = @indicator AND part = @part ORDER BY basis');
  return (agreement, { indicator: code, part }) => {
    const name = { indicator: code, part };
    const versions = terms.all({ agreement: agreement.code, ...name }) as Row<'targets'>[];
    if (versions.length === 0) return null;
    const measure = measureOf(indicator.get(name) as Row<'indicators'>);
    return { agreement, measure, bases: bases.all(name) as Row<'bases'>[], terms: versions };
  };
}

function listReader(db: Db): TargetRecords['list'] {
  const ofTarget = <F extends OfTarget>(file: F) => {
    const statement = db.prepare(`SELECT * FROM ${file} WHERE agreement = ? ORDER BY ${keyOf(file)}`);
    return (agreement: string) => Map.groupBy(statement.all(agreement) as (Row<F> & Named)[], nameOf);
  };
  const ofMeasure = <F extends OfMeasure>(file: F) => {
    const statement = db.prepare(
      `SELECT ${file}.* FROM target_names JOIN ${file} USING (indicator, part)
       WHERE agreement = ? ORDER BY ${keyOf(file)}`,
    );
    return (agreement: string) => Map.groupBy(statement.all(agreement) as (Row<F> & Named)[], nameOf);
  };
  const readers = {
    terms: ofTarget('targets'),
    commitments: ofTarget('commitments'),
    milestones: ofTarget('milestones'),
    commentaries: ofTarget('commentaries'),
    actions: ofTarget('actions'),
    bases: ofMeasure('bases'),
    figures: ofMeasure('figures'),
  };
  const indicators = ofMeasure('indicators');
  const cancellationOf = db.prepare('SELECT * FROM cancellations WHERE agreement = ?');
  return (agreement) => {
    const { code } = agreement;
    const cancellation = (cancellationOf.get(code) as Row<'cancellations'> | undefined) ?? null;
    const terms = readers.terms(code);
    const commitments = readers.commitments(code);
    const milestones = readers.milestones(code);
    const commentaries = readers.commentaries(code);
    const actions = readers.actions(code);
    const bases = readers.bases(code);
    const figures = readers.figures(code);
    const measures = [...indicators(code).values()].flat().sort(byAgreementOrder);
    return measures.map((indicator) => {
      const name = nameOf(indicator);
      return {
        agreement,
        cancellation,
        measure: measureOf(indicator),
        terms: terms.get(name) ?? [],
        commitments: commitments.get(name) ?? [],
        milestones: milestones.get(name) ?? [],
        commentaries: commentaries.get(name) ?? [],
        actions: actions.get(name) ?? [],
        bases: bases.get(name) ?? [],
        figures: figures.get(name) ?? [],
      };
    });
  };
}
