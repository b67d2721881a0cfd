import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { reportPdf } from '../../server/documents/report-pdf.ts';
import { pdfPages } from '../support/pdf.ts';
import { exampleReport, HARD_TEXTS, reportOf } from '../support/reports.ts';

interface Tag {
  readonly role: string;
  readonly alt?: string;
  readonly children?: readonly Tag[];
}

/** Every tag of a document, in the order of reading. */
async function tagsOf(bytes: Buffer): Promise<Tag[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  const found: Tag[] = [];
  const walk = (tag: Tag): void => {
    found.push(tag);
    for (const child of tag.children ?? []) walk(child);
  };
  for (let number = 1; number <= document.numPages; number += 1) {
    const tree = (await (await document.getPage(number)).getStructTree()) as Tag | null;
    if (tree !== null) walk(tree);
  }
  await task.destroy();
  return found;
}

async function aboutOf(bytes: Buffer) {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  const { info } = await document.getMetadata();
  const about = {
    info: info as Record<string, unknown>,
    outline: (await document.getOutline()) as { title: string; items: { title: string }[] }[],
  };
  await task.destroy();
  return about;
}

describe('the risk summary of the example as a PDF', async () => {
  const bytes = await reportPdf(exampleReport());
  const [pages, tags, { info, outline }] = [await pdfPages(bytes), await tagsOf(bytes), await aboutOf(bytes)];

  it('has title, language, day and tags', () => {
    expect(info).toMatchObject({
      Title:
        'Risk summary: Local Area Agreement 2006-09: July to September 2008 (quarter 2 of 2008/09), as known on 19 November 2008',
      Language: 'en-GB',
    });
    expect(String(info.CreationDate)).toMatch(/^D:20081119/);
    expect(tags.length).toBeGreaterThan(100);
  });

  it('is on A4, each page with its number of how many and what it is a page of', () => {
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, { size, text }] of pages.entries()) {
      expect(size).toEqual([595, 842]);
      expect(text).toContain(`${index + 1} of ${pages.length}`);
      expect(text).toContain('as known on 19 November 2008');
      if (index > 0) expect(text).toContain('Risk summary, LAA1, quarter 2 of 2008/09');
    }
  });

  it('has bookmarks: its parts, and under each its targets', () => {
    expect(outline.map(({ title }) => title)).toEqual(['Risk summary']);
    const [{ items: parts = [] } = {}] = outline as unknown as {
      items?: { title: string; items: { title: string }[] }[];
    }[];
    expect(parts.map(({ title }) => title)).toEqual([
      'Red, worst first',
      'Amber, worst first',
      'Every target',
      'How the colours come about',
    ]);
    expect(parts[0]?.items.map(({ title }) => title)).toEqual([
      'Domestic violence: domestic incidents reported to the police',
      'Domestic violence: sanction detections',
    ]);
  });

  it('has headings by their levels, and a table with heads', () => {
    const roles = new Set(tags.map(({ role }) => role));
    for (const role of ['H1', 'H2', 'H3', 'P', 'Table', 'THead', 'TH', 'TD', 'L', 'Figure'])
      expect(roles).toContain(role);
    expect(tags.filter(({ role }) => role === 'H1')).toHaveLength(1);
  });

  it('says in words what each picture shows', () => {
    const pictures = tags.filter(({ role }) => role === 'Figure');
    expect(pictures).toHaveLength(2);
    expect(pictures[0]?.alt).toMatch(
      /^Domestic violence: .*year to date\. 3,016 in the year to date by September 2008/,
    );
  });

  it('tells the story of the domestic abuse target with its numbers', () => {
    const all = pages.map(({ text }) => text).join(' ');
    for (const said of ['266 short', '98.46', '1,774 a quarter', '£733,084', 'red since quarter 1 of 2008/09']) {
      expect(all).toContain(said);
    }
  });

  it('is the same bytes a second time', async () => {
    expect((await reportPdf(exampleReport())).equals(bytes)).toBe(true);
  });
});

describe('a table over several pages', () => {
  it('repeats its heads', async () => {
    const report = reportOf('A row');
    const table = report.blocks.find((block) => block.kind === 'table');
    if (table === undefined) throw new Error('no table');
    const rows = Array.from({ length: 150 }, () => table.rows[0] ?? []);
    const pages = await pdfPages(await reportPdf({ ...report, blocks: [{ ...table, rows }] }));
    expect(pages.length).toBeGreaterThan(2);
    for (const { text } of pages) expect(text).toContain('Head');
  });
});

describe('a hard text', () => {
  const textOf = async (said: string): Promise<string> => {
    const blocks = reportOf(said).blocks.filter(({ kind }) => kind === 'words');
    const [page] = await pdfPages(await reportPdf({ ...reportOf(said), blocks }));
    return page?.text ?? '';
  };
  /** A reader may part what is set close, and joins what is set wide. */
  const close = (text: string): string => text.replace(/\s/g, '');

  it.each(HARD_TEXTS.filter(([what]) => what !== 'from right to left'))(
    '%s comes through in a PDF',
    async (_what, said, read) => {
      expect(close(await textOf(said))).toContain(close(read));
    },
  );

  it('from right to left comes through with every letter, which a reader gives back as they are drawn', async () => {
    const [, said = ''] = HARD_TEXTS.find(([what]) => what === 'from right to left') ?? [];
    const letters = new Set(await textOf(said));
    for (const letter of said) expect(letters).toContain(letter);
  });

  it('of ten thousand words is set to its end', async () => {
    const said = `${'word '.repeat(9999)}end.`;
    const pages = await pdfPages(await reportPdf(reportOf(said)));
    expect(
      pages
        .map(({ text }) => text)
        .join(' ')
        .match(/end\./g),
    ).toHaveLength(4);
  });
});
