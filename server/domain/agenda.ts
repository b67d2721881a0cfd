import type { Change } from './board.ts';
import type { Decision } from './data-package.ts';
import { isOpenOn } from './decision.ts';
import type { IsoDate } from './moment.ts';
import type { ReportTarget } from './risk-report.ts';
import { plainly } from './target-order.ts';
import { codeOf } from './vocabulary.ts';
import { countWords } from './wording.ts';

/** A thematic partnership at a meeting, and why it is asked to report; no reason means that it is not. */
export interface AskedToReport {
  readonly code: string;
  readonly name: string;
  /** The post or name that is on record; null where none is. */
  readonly chair: string | null;
  readonly reasons: readonly string[];
}

export interface Lead {
  readonly code: string;
  readonly name: string;
  readonly chair: string | null;
}

/**
 * Which of the partnerships that lead targets are asked to report, and why: a red, a target that got worse, a red that
 * nothing new is done about, figures that did not come, what was asked and is not answered, and that nobody came the
 * last time.
 * @param missed codes of those for whom nobody came to the meeting before
 */
export function askedToReport(
  leads: readonly Lead[],
  targets: readonly (ReportTarget & { readonly withoutNewAction: boolean })[],
  changes: readonly Change[],
  asked: readonly Decision[],
  missed: ReadonlySet<string>,
  day: IsoDate,
): AskedToReport[] {
  return leads
    .map((lead) => {
      const own = targets.filter(({ assessment }) => assessment.known.terms.lead === lead.code);
      const count = (holds: (target: (typeof own)[number]) => boolean): number => own.filter(holds).length;
      const worse = changes.filter(
        ({ kind, assessment }) => kind === 'worse' && own.some((target) => target.assessment === assessment),
      );
      const open = asked.filter((each) => isOpenOn(each, day) && own.some((target) => isAbout(each, target)));
      const reasons: [number, string][] = [
        [count(({ assessment }) => assessment.overall === 'red'), 'red'],
        [count(({ withoutNewAction }) => withoutNewAction), 'red for three quarters without a new action'],
        [worse.length, 'worse than the quarter before'],
        [count(({ assessment }) => assessment.overall === 'no-return'), 'without a return'],
      ];
      return {
        ...lead,
        reasons: [
          ...reasons.flatMap(([number, words]) => (number === 0 ? [] : [`${number} ${words}`])),
          ...(open.length === 0 ? [] : [`${countWords(open.length, 'answer')} owed`]),
          ...(missed.has(lead.code) ? ['nobody at the meeting before'] : []),
        ],
      };
    })
    .sort((a, b) => Number(a.reasons.length === 0) - Number(b.reasons.length === 0) || plainly(a.name, b.name));
}

export function isAbout({ agreement, indicator, part }: Decision, { assessment }: ReportTarget): boolean {
  const { record } = assessment.known;
  const { row } = record.measure;
  return agreement === record.agreement.code && indicator === row.indicator && (part ?? '') === row.part;
}

/** A part of an agenda with what is to be taken under it; empty parts are left out. */
export interface AgendaItem {
  readonly title: string;
  readonly lines: readonly { readonly text: string; readonly target: ReportTarget | null }[];
}

/** What a meeting has to look at, drawn from what was asked, what is red, what changed and what did not come. */
export function agendaOf(
  targets: readonly ReportTarget[],
  reds: readonly ReportTarget[],
  changes: readonly Change[],
  asked: readonly Decision[],
): AgendaItem[] {
  const line = (target: ReportTarget, text = ''): AgendaItem['lines'][number] => ({
    text: `${target.assessment.known.record.measure.row.title} (${codeOf(target.assessment)}; ${target.lead})${text}`,
    target,
  });
  const ofChange = ({ assessment }: Change): ReportTarget | undefined =>
    targets.find((target) => target.assessment === assessment);
  const items: AgendaItem[] = [
    { title: 'You asked', lines: asked.map(({ text }) => ({ text, target: null })) },
    { title: 'Red', lines: reds.map((target) => line(target)) },
    {
      title: 'Worse than the quarter before',
      lines: changes
        .filter(({ kind }) => kind === 'worse')
        .flatMap((change) => {
          const target = ofChange(change);
          return target === undefined ? [] : [line(target, `: ${change.from} to ${change.to}`)];
        }),
    },
    {
      title: 'Contradictions',
      lines: targets.flatMap((target) =>
        target.contradictions.length === 0
          ? []
          : [line(target, `: ${target.contradictions.map(({ text }) => text).join(' ')}`)],
      ),
    },
    {
      title: 'Without a return',
      lines: targets.flatMap((target) => {
        const { overall, judgement } = target.assessment;
        return overall === 'no-return' ? [line(target, `: ${countWords(judgement.daysLate, 'day')} late`)] : [];
      }),
    },
  ];
  return items.filter(({ lines }) => lines.length > 0);
}
