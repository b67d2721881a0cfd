import type { Page } from 'playwright-core';
import type { IsoMoment } from '../../server/domain/moment.ts';
import type { Site, Visit } from './browser.ts';
import { MEETING } from './test-app.ts';

/** A kind of page, or a state that one can be in. */
export interface PageKind {
  readonly name: string;
  /** What the record's clock says; that of the Board's day unless told. */
  readonly now?: IsoMoment;
  open(site: Site, visit?: Visit): Promise<Page>;
}

export const BOARD_DAY = `${MEETING}T00:00:00Z`;

/** A page that stands at an address. */
export function at(
  name: string,
  path: string,
  { now = BOARD_DAY, ...own }: Visit & { now?: IsoMoment } = {},
): PageKind {
  return { name, now, open: (site, visit) => site.visit(path, { ...visit, ...own }) };
}

/** Presses a button and waits for the page that comes. */
export async function send(page: Page, button: string): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await page.getByRole('button', { name: button, exact: true }).click();
  await answered;
  await page.waitForLoadState();
}

/** Presses a button whose page comes back with what is wrong. */
export async function sendWrong(page: Page, button: string): Promise<Page> {
  await send(page, button);
  await page.locator('.govuk-error-summary').waitFor();
  return page;
}
