import type { Report } from '../../server/domain/report.ts';
import { type RiskFacts, riskReport } from '../../server/domain/risk-report.ts';
import { type ReportQuestion, reportView } from '../../server/services/report.ts';
import { testApp } from './test-app.ts';

const QUESTION: ReportQuestion = {
  agreement: 'laa1',
  period: null,
  asAt: '2008-11-19',
  partnership: null,
  colours: null,
  columns: null,
};

/** What the risk summary of the example’s first agreement is made of, on the Board’s day. */
export function exampleFacts(question: Partial<ReportQuestion> = {}): RiskFacts {
  const { store } = testApp();
  return reportView({ store, now: () => '2008-11-19T12:00:00Z' }, { ...QUESTION, ...question }).facts;
}

export function exampleReport(question: Partial<ReportQuestion> = {}): Report {
  return riskReport(exampleFacts(question));
}

/** Texts that a document must not trip over, each with what may be read of it afterwards. */
export const HARD_TEXTS: readonly (readonly [what: string, text: string, read: string])[] = [
  ['emoji', 'A campaign 😀 began', 'A campaign 😀 began'],
  ['from right to left', 'שלום and مرحبا', 'שלום and مرحبا'],
  ['control characters', 'one\u0000two\u001bthree\u0085four', 'onetwothreefour'],
  ['half a pair', 'broken \ud83d pair', 'broken  pair'],
  ['a formula', '=HYPERLINK("http://x.invalid","click")', '=HYPERLINK("http://x.invalid","click")'],
  ['a plus', '+1 more', '+1 more'],
  ['a minus', '-1 fewer', '-1 fewer'],
  ['an at', '@SUM(A1)', '@SUM(A1)'],
  [
    'markup of the layout',
    '#import "x" *bold* _it_ $x$ = Heading \\ @ref <label>',
    '#import "x" *bold* _it_ $x$ = Heading \\ @ref <label>',
  ],
  ['markup of XML', '<w:t>&amp;</w:t> ]]>', '<w:t>&amp;</w:t> ]]>'],
];

/** A report with one paragraph, one fact, one list and one table of a text. */
export function reportOf(said: string): Report {
  const runs = [{ kind: 'text', text: said, style: 'plain' }] as const;
  return {
    title: 'A report',
    under: 'of one text',
    runningHead: 'A report',
    date: '2008-11-19',
    smallPrint: null,
    blocks: [
      { kind: 'heading', level: 2, text: said.slice(0, 60) },
      { kind: 'words', style: 'plain', runs },
      { kind: 'list', items: [runs] },
      { kind: 'facts', facts: [{ label: 'Said', runs }] },
      {
        kind: 'table',
        caption: 'A table',
        columns: [{ text: 'Head', numeric: false, share: 1 }],
        rows: [[runs]],
      },
    ],
  };
}
