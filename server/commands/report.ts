import { writeFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { reportFile, workbookFile } from '../documents/report-file.ts';
import { riskSummaryCsv } from '../documents/risk-summary-csv.ts';
import { LIGHTS } from '../domain/light.ts';
import { riskReport } from '../domain/risk-report.ts';
import { CHOSEN_COLUMNS } from '../domain/risk-summary.ts';
import { riskWorkbook } from '../domain/risk-workbook.ts';
import { type ReportQuestion, type ReportView, reportView } from '../services/report.ts';
import { type Commands, dateOption, depsOf, periodOption, print, usage, WrongUsage, withRecord } from './command.ts';

const FORMATS = ['csv', 'xlsx', 'docx', 'pdf'] as const;
type Format = (typeof FORMATS)[number];

const OPTIONS = {
  agreement: { type: 'string' },
  period: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  'as-at': { type: 'string' },
  colours: { type: 'string' },
  partnership: { type: 'string' },
  columns: { type: 'string' },
} as const;

export const REPORT_COMMANDS: Commands = {
  report: {
    usage:
      'report --agreement A --period "2008/09 Q2" --format csv|xlsx|docx|pdf --out FILE [--as-at DATE] [--colours red,amber] [--partnership P] [--columns lead,overall,gap]',
    does: 'writes the risk summary; the same arguments and record give the same bytes',
    run: (args, config) => {
      const { values } = usage(args, OPTIONS, 0);
      const format = FORMATS.find((each) => each === values.format);
      if (format === undefined) throw new WrongUsage(`--format must be one of ${FORMATS.join(', ')}`);
      const [agreement, out] = [needed(values.agreement, 'agreement'), needed(values.out, 'out')];
      needed(values.period, 'period');
      return writeReport(config, format, out, {
        agreement,
        period: periodOption(values.period),
        asAt: dateOption(values['as-at']),
        partnership: values.partnership === undefined ? null : String(values.partnership),
        colours: someOption('colours', LIGHTS, values.colours),
        columns: someOption('columns', CHOSEN_COLUMNS, values.columns),
      });
    },
  },
};

function needed(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new WrongUsage(`--${name} is needed`);
  return value;
}

/** Some of a list, joined by commas, in the list’s order; null where the option is not given. */
function someOption<const T extends string>(name: string, choices: readonly T[], value: unknown): readonly T[] | null {
  if (value === undefined) return null;
  const words = String(value)
    .split(',')
    .map((word) => word.trim());
  const unknown = words.find((word) => !(choices as readonly string[]).includes(word));
  if (unknown !== undefined) throw new WrongUsage(`--${name} must be some of ${choices.join(', ')}`);
  return choices.filter((choice) => words.includes(choice));
}

function writeReport(config: Config, format: Format, out: string, question: ReportQuestion): Promise<void> {
  return withRecord(config.database, async (store) => {
    const content = await contentOf(reportView(depsOf(store, config), question), format);
    writeFileSync(out, content);
    print(`written to ${out}`);
  });
}

async function contentOf({ facts }: ReportView, format: Format): Promise<Buffer | string> {
  if (format === 'csv')
    return riskSummaryCsv(
      facts.targets.map(({ assessment }) => assessment),
      facts.columns,
    );
  if (format === 'xlsx') return workbookFile(riskWorkbook(facts));
  return reportFile(riskReport(facts), format);
}
