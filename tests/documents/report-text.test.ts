import { describe, expect, it } from 'vitest';
import { reportText } from '../../server/documents/report-text.ts';
import { heading, lightRun, MARK, type Report, text, words } from '../../server/domain/report.ts';
import { HARD_TEXTS, reportOf } from '../support/reports.ts';

const report = (blocks: Report['blocks']): Report => ({ ...reportOf(''), title: 'A title', under: 'Under it', blocks });

describe('a report as plain text', () => {
  it('is paragraphs with an empty line between them', () => {
    const said = reportText(
      report([
        heading(2, 'Red'),
        words([text('Waste is '), lightRun('red'), text(': 3 short.'), MARK]),
        { kind: 'page-break' },
        { kind: 'list', items: [[text('one')], [text('two')]] },
        { kind: 'facts', facts: [{ label: 'Being done', runs: [text('nothing')] }] },
      ]),
    );
    expect(said).toBe(
      'A title\n\nUnder it\n\nRed\n\nWaste is Red: 3 short. (illustrative)\n\n- one\n\n- two\n\nBeing done: nothing\n',
    );
  });

  it('has the cells of a table apart', () => {
    const columns = [
      { text: 'Head', numeric: false, share: 1 },
      { text: 'Number', numeric: true, share: 1 },
    ];
    const table = { kind: 'table', caption: 'A table', columns, rows: [[[text('Waste')], [text('41%')]]] } as const;
    expect(reportText(report([table]))).toBe('A title\n\nUnder it\n\nA table\n\nWaste\t41%\n');
  });

  it.each(HARD_TEXTS)('%s comes through', (_what, said, read) => {
    expect(reportText(report([words([text(`<${said}>`)])]))).toContain(`<${read}>`);
  });
});
