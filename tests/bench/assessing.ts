import { assess } from '../../server/domain/assessment.ts';
import { assessmentJson } from '../../server/domain/assessment-json.ts';
import { certaintyOf } from '../../server/domain/certainty.ts';
import { trendChart } from '../../server/domain/chart.ts';
import { processChart } from '../../server/domain/chart-process.ts';
import { contradictionsOf } from '../../server/domain/contradiction.ts';
import { historyOf } from '../../server/domain/history.ts';
import { knownTarget, type TargetRecord } from '../../server/domain/known.ts';
import { endOfDay } from '../../server/domain/moment.ts';
import { neededBars } from '../../server/domain/needed-bars.ts';
import { outlookOf } from '../../server/domain/outlook.ts';
import { lastPeriodEndedBefore } from '../../server/domain/period.ts';
import { openRecord } from '../../server/services/setup.ts';
import type { Database } from './databases.ts';
import { type Effort, median, milliseconds, timed, times } from './measure.ts';
import { NATIONAL_TODAY } from './national.ts';
import { byRatio, byValue, type Line, told } from './table.ts';

const AS_AT = endOfDay(NATIONAL_TODAY);
const PERIOD = lastPeriodEndedBefore(NATIONAL_TODAY);

/** What working out every colour costs, once the rows are loaded, for one agreement and for all of them. */
export function assessing(national: Database, { rounds, repeats }: Effort): Line[] {
  const store = openRecord(national.file);
  const agreements = store.rows.agreements.list();
  const one = agreements.find(({ code }) => code === national.agreement);
  if (one === undefined) throw new Error(`there is no agreement ${national.agreement}`);
  const few = store.targets.list(one);
  const reading = median(times(repeats).map(() => timed(() => store.targets.list(one))));
  const many = agreements.flatMap((agreement) => store.targets.list(agreement));
  store.close();
  const passes = 3 * rounds;
  assessAll(many);
  const perFew = microsecondsEach(few, (passes * many.length) / few.length);
  const perMany = microsecondsEach(many, passes);
  everythingOn(few);
  const whole = microsecondsEach(few, 3 * rounds, everythingOn);
  return [
    ...linesOf(few.length, perFew, many.length, perMany, reading),
    told(
      {
        what: `assessing ${few.length} targets with everything on`,
        measured: `${whole.toFixed(0)} µs a target`,
        against: `its lights alone ${perFew.toFixed(1)} µs`,
      },
      whole / perFew,
    ),
  ];
}

function linesOf(few: number, perFew: number, many: number, perMany: number, reading: number): Line[] {
  const each = (microseconds: number): string => `${microseconds.toFixed(1)} µs a target`;
  const targets = many.toLocaleString('en-GB');
  return [
    byValue({ what: `assessing ${few} targets`, measured: each(perFew), target: '<= 20 µs a target' }, perFew, 20),
    byRatio(
      { what: `assessing ${targets} targets`, measured: each(perMany), against: `of ${few} ${each(perFew)}` },
      perMany / perFew,
      { atMost: 1.5 },
    ),
    told(
      {
        what: `reading ${few} targets`,
        measured: milliseconds(reading),
        against: `assessing ${milliseconds((perFew * few) / 1000)}`,
      },
      (reading * 1000) / (perFew * few),
    ),
  ];
}

/**
 * Processor time of this thread, which is counted in hundredths of a second: by the clock a long piece of work, which
 * others interrupt, would seem slower than a short one.
 */
function microsecondsEach(records: readonly TargetRecord[], passes: number, work = assessAll): number {
  const before = process.threadCpuUsage();
  for (let pass = 0; pass < passes; pass += 1) work(records);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / (passes * records.length);
}

function assessAll(records: readonly TargetRecord[]): void {
  for (const record of records) {
    const known = knownTarget(record, AS_AT);
    if (known !== null) assess(known, PERIOD);
  }
}

/** All that a target's page and its assessment as JSON say of it: lights of every quarter, charts, words and rewards. */
function everythingOn(records: readonly TargetRecord[]): void {
  for (const record of records) {
    const known = knownTarget(record, AS_AT);
    const assessment = known && assess(known, PERIOD);
    if (known === null || assessment === null) continue;
    const { lights } = historyOf(known, PERIOD);
    contradictionsOf(assessment, lights.get(PERIOD - 1) ?? null);
    assessmentJson({ agreement: record.agreement, period: PERIOD, asAt: AS_AT.date, assessments: [assessment] });
    outlookOf(assessment);
    certaintyOf(assessment);
    neededBars(assessment);
    trendChart(assessment);
    processChart(assessment);
  }
}
