import { returnCsv } from '../../server/documents/return-csv.ts';
import { readReturnFile } from '../../server/documents/return-file.ts';
import { returnXlsx } from '../../server/documents/return-xlsx.ts';
import { HOSTILE } from '../support/hostile-files.ts';
import { largeReturnSheet } from '../support/return-sheets.ts';
import { type Effort, median, milliseconds, timed, times } from './measure.ts';
import { byValue, type Line, told } from './table.ts';

const ROWS = 60;
const REFUSED_WITHIN = 500;

/** What a return as a file costs: written, read back in a thread of its own, and refused where it is hostile. */
export async function sheetLines({ rounds }: Effort): Promise<Line[]> {
  const sheet = largeReturnSheet(ROWS);
  const csv = Buffer.from(returnCsv(sheet));
  const xlsx = returnXlsx(sheet);
  const passes = times(5 * rounds);
  const writing = {
    csv: median(passes.map(() => timed(() => returnCsv(sheet)))),
    xlsx: median(passes.map(() => timed(() => returnXlsx(sheet)))),
  };
  const reading = { csv: await readingOf(csv, passes.length), xlsx: await readingOf(xlsx, passes.length) };
  return [
    toldBeside(`writing a return of ${ROWS} rows as XLSX`, writing),
    toldBeside(`reading a return of ${ROWS} rows from XLSX`, reading),
    await refusing(rounds),
  ];
}

function toldBeside(what: string, { csv, xlsx }: { csv: number; xlsx: number }): Line {
  return told({ what, measured: milliseconds(xlsx), against: `CSV ${milliseconds(csv)}` }, xlsx / csv);
}

async function readingOf(file: Buffer, count: number): Promise<number> {
  const each: number[] = [];
  for (let pass = 0; pass < count; pass += 1) each.push(await timeOf(() => readReturnFile(file)));
  return median(each);
}

/** The promise of quality.md, row `upload`, by the file that takes longest. */
async function refusing(rounds: number): Promise<Line> {
  let slowest = { what: '', time: 0 };
  for (const [what, make] of HOSTILE) {
    const file = make();
    const each: number[] = [];
    for (let round = 0; round < rounds; round += 1) each.push(await timeOf(() => refused(file)));
    const time = median(each);
    if (time > slowest.time) slowest = { what, time };
  }
  return byValue(
    {
      what: `refusing ${HOSTILE.length} hostile files`,
      measured: `${milliseconds(slowest.time)} (${slowest.what})`,
      target: `<= ${REFUSED_WITHIN} ms`,
    },
    slowest.time,
    REFUSED_WITHIN,
  );
}

async function refused(file: Buffer): Promise<void> {
  const isRead = await readReturnFile(file).then(
    () => true,
    () => false,
  );
  if (isRead) throw new Error('a hostile file was read');
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
