import { describe, expect, it } from 'vitest';
import type { Provenance } from '../../server/domain/data-package.ts';
import { historyOf } from '../../server/domain/history.ts';
import { endOfDay } from '../../server/domain/moment.ts';
import { reconcile } from '../../server/domain/reconciliation.ts';
import type { Block, Report, Run } from '../../server/domain/report.ts';
import { type ReportTarget, type RiskFacts, riskReport } from '../../server/domain/risk-report.ts';
import { riskWorkbook } from '../../server/domain/risk-workbook.ts';
import type { SheetCell, Workbook } from '../../server/domain/workbook.ts';
import { action, commentary } from '../support/package-rows.ts';
import { agreement, assessedOn, commitment, figure, type GivenTarget, period } from '../support/records.ts';

const DAY = '2008-11-19';
const Q2 = '2008/09 Q2';

/** From 40 at the end of 2007/08 to 44 a year later: 42 by September, and one short is still amber. */
function at(value: number | null, given: GivenTarget = {}, provenance: Provenance = 'published'): ReportTarget {
  const levels = { provenance } as const;
  const assessment = assessedOn(DAY, Q2, {
    terms: { tolerance_mode: 'absolute', tolerance: 1 },
    commitments: [commitment('baseline', '2007/08', 40, levels), commitment('target', '2008/09', 44, levels)],
    figures: value === null ? [] : [figure(Q2, value, levels)],
    ...given,
  });
  return {
    assessment,
    history: historyOf(assessment.known, assessment.period),
    lead: 'Waste Partnership',
    commentary: null,
    openActions: [],
    contradictions: [],
  };
}

function factsOf(targets: readonly ReportTarget[], given: Partial<RiskFacts> = {}): RiskFacts {
  return {
    agreements: [agreement()],
    period: period(Q2),
    asAt: endOfDay(DAY),
    partnership: null,
    colours: null,
    columns: null,
    counts: reconcile(targets.map(({ assessment }) => assessment.overall)),
    targets,
    reward: null,
    rewardIllustrative: false,
    cancelled: [],
    ...given,
  };
}

function wordsOf(runs: readonly Run[]): string {
  return runs
    .map((run) => (run.kind === 'text' ? run.text : run.kind === 'light' ? `[${run.light}]` : ' ill.'))
    .join('');
}

/** Each block in a line of text. */
function lines({ blocks }: Report): string[] {
  return blocks.flatMap((block: Block): string[] => {
    switch (block.kind) {
      case 'heading':
        return [`${'#'.repeat(block.level)} ${block.text}`];
      case 'words':
        return [wordsOf(block.runs)];
      case 'facts':
        return block.facts.map(({ label, runs }) => `${label}: ${wordsOf(runs)}`);
      case 'table':
        return block.rows.map((row) => row.map(wordsOf).join(' | '));
      case 'picture':
        return [`(${block.chart.title})`];
      default:
        return [];
    }
  });
}

describe('the risk summary', () => {
  it('says of what it is, and of which day it is a document', () => {
    expect(riskReport(factsOf([]))).toMatchObject({
      title: 'Risk summary',
      under:
        'Local Area Agreement 2008-11: July to September 2008 (quarter 2 of 2008/09), as known on 19 November 2008',
      runningHead: 'Risk summary, LAA2, quarter 2 of 2008/09',
      date: DAY,
    });
  });

  it('begins with the line that adds up, also where colours are chosen', () => {
    const facts = factsOf([at(42), at(40)]);
    const [first] = lines(riskReport(facts));
    expect(first).toMatch(/^2 targets = 1 green \+ 0 amber \+ 1 red \+ 0 no return/);
    const chosen = { ...facts, colours: ['red'] as const, targets: facts.targets.slice(1) };
    expect(lines(riskReport(chosen)).slice(0, 2)).toEqual([first, 'Shown here: red, 1 target of 2.']);
  });

  it('has a picture for red and none for amber, and nothing in detail for green', () => {
    const said = lines(riskReport(factsOf([at(42), at(41), at(40)])));
    expect(said.filter((line) => line.startsWith('#'))).toEqual([
      '## Red, worst first',
      '### Household waste recycled and composted',
      '## Amber, worst first',
      '### Household waste recycled and composted',
      '## Every target',
      '## How the colours come about',
    ]);
    expect(said.filter((line) => line.startsWith('('))).toEqual(['(Household waste recycled and composted)']);
  });

  it('says of each why, what lies behind it and what is being done, and what is overdue', () => {
    const target: ReportTarget = {
      ...at(40),
      commentary: commentary({ text: 'A plant was shut.', period: period('2008/09 Q1'), provenance: 'entered' }),
      openActions: [action({ title: 'New rounds', due: '2008-11-18', provenance: 'entered' })],
      contradictions: [{ kind: 'own-view', text: 'The lead says green; it is red.' }],
    };
    const said = lines(riskReport(factsOf([target])));
    expect(said).toContain(
      '40.0% by September 2008 against 42.0% expected: 2.0 points short, more than the tolerance of 1.',
    );
    expect(said).toContain('A contradiction. The lead says green; it is red.');
    expect(said).toContain('What lies behind it: A plant was shut. (said for April to June 2008)');
    expect(said).toContain('Being done: New rounds (by 18 November 2008, overdue)');
  });

  it('says where nothing was said or done', () => {
    const said = lines(riskReport(factsOf([at(40)])));
    expect(said).toContain('What lies behind it: Nothing has been said about it.');
    expect(said).toContain('Being done: No action is open.');
  });

  it('gives every target one line, what is not known as a dash', () => {
    const said = lines(riskReport(factsOf([at(41), at(null)])));
    expect(said.filter((line) => line.includes(' | '))).toEqual([
      'Household waste recycled and composted LAA2 NI 192 | Waste Partnership | [amber] | 41.0% | 42.0% | 44.0% | 1.0 points short',
      'Household waste recycled and composted LAA2 NI 192 | Waste Partnership | [no-return] | – | – | 44.0% | –',
    ]);
  });

  it('says of each what is chosen, and nothing else', () => {
    const columns = ['status', 'year_end', 'stretch', 'age_days'] as const;
    const said = lines(riskReport(factsOf([at(41)], { columns })));
    // From the end of September to the nineteenth of November: 31 days of October and 19.
    expect(said.filter((line) => line.includes(' | '))).toEqual([
      'Household waste recycled and composted LAA2 NI 192 | final | [no-forecast] | – | 50',
    ]);
  });

  it('says what a mark means only where there is one', () => {
    const note = ' ill. marks what is illustrative: made up, because no source gives it.';
    expect(lines(riskReport(factsOf([at(41)])))).not.toContain(note);
    expect(lines(riskReport(factsOf([at(41, {}, 'illustrative')])))).toContain(note);
  });
});

describe('the risk summary as a workbook', () => {
  function cell({ sheets }: Pick<Workbook, 'sheets'>, sheet: string, head: string, row = 0): SheetCell | undefined {
    const found = sheets.find(({ name }) => name === sheet);
    return found?.rows[row]?.[found.columns.findIndex((column) => column.head === head)];
  }

  it('gives the sheet what it needs to work the colour out: 41 − 42, with a tolerance of 1', () => {
    const book = riskWorkbook(factsOf([at(42), at(41)]));
    expect(cell(book, 'All targets', 'Actual', 1)).toEqual({ kind: 'number', value: 41, format: 1 });
    expect(cell(book, 'All targets', 'Expected', 1)).toEqual({ kind: 'number', value: 42, format: 1 });
    expect(cell(book, 'All targets', 'Tolerance', 1)).toEqual({ kind: 'number', value: 1, format: 4 });
    expect(cell(book, 'All targets', 'Now', 1)).toEqual({ kind: 'text', text: 'Amber' });
    expect(cell(book, 'All targets', 'Gap', 1)).toEqual({
      kind: 'formula',
      formula: 'ROUND(IF(G3="lower",-1,1)*(N3-O3),4)',
      value: -1,
      format: 1,
    });
    expect(cell(book, 'All targets', 'Improvement', 1)).toMatchObject({
      formula: '(N3-S3)/(V3-S3)',
      format: 'percent',
    });
  });

  it('of chosen columns keeps those that name the target, and those that the formulas among them read', () => {
    const { sheets } = riskWorkbook(factsOf([at(41)], { columns: ['gap', 'lead'] }));
    expect(sheets[0]?.columns.map(({ head }) => head)).toEqual([
      'Agreement',
      'Indicator',
      'Part',
      'Title',
      'Led by',
      'Better',
      'Actual',
      'Expected',
      'Tolerance',
      'Gap',
      'Checked',
    ]);
    expect(cell({ sheets }, 'All targets', 'Gap')).toMatchObject({
      formula: 'ROUND(IF(F2="lower",-1,1)*(G2-H2),4)',
    });
    expect(cell({ sheets }, 'All targets', 'Checked')).toMatchObject({
      formula: 'IF(J2>=0,"Green",IF(-J2<=I2+0.000001,"Amber","Red"))',
    });
  });

  it('where nothing was judged there is nothing to work out', () => {
    const book = riskWorkbook(factsOf([at(null)]));
    for (const head of ['Gap', 'Checked', 'Actual', 'Expected', 'Improvement']) {
      expect(cell(book, 'All targets', head), head).toBeNull();
    }
  });

  it('names a sheet by the partnership’s code, as a spreadsheet can have it, and no name twice', () => {
    const ledBy = (lead: string) => at(42, { terms: { lead } });
    const codes = [
      'OWP',
      'HISTORY',
      'a\u0007b',
      'Method',
      'A/B:C?',
      'A-B-C-',
      'A very long code of a partnership that goes on',
    ];
    const { sheets } = riskWorkbook(factsOf(codes.map(ledBy)));
    expect(sheets.map(({ name }) => name)).toEqual([
      'All targets',
      'A very long code of a partne',
      'A-B-C-',
      'A-B-C- 2',
      'HISTORY 2',
      'Method 2',
      'OWP',
      'a-b',
      'Method',
    ]);
  });

  it('explains every column', () => {
    const { sheets } = riskWorkbook(factsOf([at(42)]));
    const method = sheets.at(-1)?.rows.map(([what]) => (what?.kind === 'text' ? what.text : ''));
    for (const { head } of sheets[0]?.columns ?? []) expect(method).toContain(`Column ${head}`);
  });
});
