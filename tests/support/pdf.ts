import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A page of a PDF as a reader has it. */
export interface PdfPage {
  /** Width and height in points, 72 to the inch, as whole numbers. */
  readonly size: readonly [width: number, height: number];
  /** The words in the order in which they are written, one space between them. */
  readonly text: string;
}

/** @throws where it is no PDF */
export async function pdfPages(bytes: Uint8Array): Promise<PdfPage[]> {
  // The reader takes the bytes away from whoever gave them.
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1);
  const pages = await Promise.all(
    numbers.map(async (number): Promise<PdfPage> => {
      const page = await document.getPage(number);
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      const { items } = await page.getTextContent();
      const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
      return { size: [Math.round(right - left), Math.round(top - bottom)], text: text.replace(/\s+/g, ' ').trim() };
    }),
  );
  await task.destroy();
  return pages;
}
