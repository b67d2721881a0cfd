import { writeFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { reportFile, workbookFile } from '../documents/report-file.ts';
import { riskSummaryCsv } from '../documents/risk-summary-csv.ts';
import { LIGHTS, type Light } from '../domain/light.ts';
import { riskReport } from '../domain/risk-report.ts';
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
} as const;

export const REPORT_COMMANDS: Commands = {
  report: {
    usage:
      'report --agreement A --period "2008/09 Q2" --format csv|xlsx|docx|pdf --out FILE [--as-at DATE] [--colours red,amber] [--partnership P]',
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
        colours: coloursOption(values.colours),
      });
    },
  },
};

function needed(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new WrongUsage(`--${name} is needed`);
  return value;
}

function coloursOption(value: unknown): readonly Light[] | null {
  if (value === undefined) return null;
  const words = String(value)
    .split(',')
    .map((word) => word.trim());
  const unknown = words.find((word) => !(LIGHTS as readonly string[]).includes(word));
  if (unknown !== undefined) throw new WrongUsage(`--colours must be some of ${LIGHTS.join(', ')}`);
  return LIGHTS.filter((light) => words.includes(light));
}

function writeReport(config: Config, format: Format, out: string, question: ReportQuestion): Promise<void> {
  return withRecord(config.database, async (store) => {
    const content = await contentOf(reportView(depsOf(store, config), question), format);
    writeFileSync(out, content);
    print(`written to ${out}`);
  });
}

async function contentOf({ facts }: ReportView, format: Format): Promise<Buffer | string> {
  if (format === 'csv') return riskSummaryCsv(facts.targets.map(({ assessment }) => assessment));
  if (format === 'xlsx') return workbookFile(riskWorkbook(facts));
  return reportFile(riskReport(facts), format);
}
