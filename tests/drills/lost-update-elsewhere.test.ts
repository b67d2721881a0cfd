import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import { exportPackage } from '../../server/services/data-package.ts';
import { openRecord } from '../../server/services/setup.ts';
import { type FileApp, fileApp } from '../support/file-app.ts';
import { temporaryFolder } from '../support/folders.ts';
import { formValues, mainText, openPage, type Page, problemAt, sendForm } from '../support/page.ts';
import { period, quantity } from '../support/records.ts';
import { boxOf, check, DAMAGE, fillIn, INCIDENTS, RETURN, saidOf, WHOLE, withTyped } from '../support/returns.ts';
import { appOn, MEETING } from '../support/test-app.ts';

const CLI = join(import.meta.dirname, '../../server/cli.ts');
const FIGURES = '/figures/laa1/laa1-dv/a';
/** On the Board's day the record holds 1,504, version 1. */
const DIRECT = {
  period: '2008-09-q2',
  basis: 'standard',
  value: '1510',
  status: 'final',
  note: 'Six late reports',
  commentary: 'Mine',
  step: 'save',
  seen: '1',
};
const { commentary: _said, cause: _cause, numerator: _a, denominator: _b, ...ACTION } = WHOLE[DAMAGE] ?? {};
/** A whole return on that day: a correction, and what is being done about the damage. */
const TYPED = { [INCIDENTS]: { value: '1510', note: 'Six late reports' }, [DAMAGE]: ACTION };

let app: FileApp;
beforeEach(() => {
  app = fileApp();
});
afterEach(() => app.store.close());

function incidents(): Figure[] {
  return app.store.rows.figures
    .list()
    .filter((row) => row.indicator === 'LAA1 DV' && row.part === 'a' && row.basis === 'standard')
    .filter((row) => row.period === period('2008/09 Q2'));
}

const valuesHeld = () => incidents().map(({ version, value }) => [version, value]);

/** The figures beside each other on the page that checks one. */
function figuresOn({ root }: Page): string[] {
  const cells = root.querySelectorAll('main table tbody tr')[0]?.querySelectorAll('td') ?? [];
  return cells.map((cell) => /[\d,]+/.exec(cell.text)?.[0] ?? '');
}

async function signOff(): Promise<void> {
  expect((await fillIn(app.as('lead'), { [DAMAGE]: ACTION }, 'submit')).status).toBe(303);
  await check(app.as('officer'), 'sign-off');
}

describe('a figure on the target’s own page against the sign-off of its return', () => {
  it('first the sign-off: the figure is refused, says why, and what was typed comes back', async () => {
    await signOff();
    const page = await sendForm(app.as('lead'), FIGURES, DIRECT);
    expect([page.status, /^Locked: .*signed off/.test(problemAt(page, 'period'))]).toEqual([422, true]);
    expect(formValues(page, `${FIGURES}#problems`)).toMatchObject({
      value: '1510',
      note: 'Six late reports',
      commentary: 'Mine',
    });
    expect(valuesHeld()).toEqual([[1, quantity(1504)]]);
  });

  it('first the figure: it is in the record that is signed off', async () => {
    expect((await sendForm(app.as('lead'), FIGURES, DIRECT)).status).toBe(303);
    const gate = { [INCIDENTS]: { cause: 'Data' }, [DAMAGE]: ACTION };
    expect((await fillIn(app.as('lead'), gate, 'submit')).status).toBe(303);
    await check(app.as('officer'), 'sign-off');
    expect(valuesHeld()).toEqual([
      [1, quantity(1504)],
      [2, quantity(1510)],
    ]);
  });
});

describe('a draft against a figure that comes in on the target’s own page', () => {
  /** The lead has typed 1,510 and looks at it; an officer then records 1,520 directly. */
  async function overtaken(): Promise<Page> {
    await fillIn(app.as('lead'), TYPED);
    const looked = await openPage(app.as('lead'), RETURN);
    const recorded = { ...DIRECT, value: '1520', note: 'Counted again', commentary: '' };
    expect((await sendForm(app.as('officer'), FIGURES, recorded)).status).toBe(303);
    return looked;
  }

  it('does not take its place unseen: submitting is refused, with both values', async () => {
    const looked = await overtaken();
    const page = await sendForm(app.as('lead'), RETURN, { ...formValues(looked, RETURN), step: 'submit' });
    expect([409, 422]).toContain(page.status);
    expect(boxOf(page, INCIDENTS, 'value')).toBe('1510');
    expect(saidOf(page, INCIDENTS)).toContain('1,520');
    expect(valuesHeld().at(-1)).toEqual([2, quantity(1520)]);
  });

  it('takes its place once it was seen and is saved again', async () => {
    const looked = await overtaken();
    const page = await sendForm(app.as('lead'), RETURN, { ...formValues(looked, RETURN), step: 'submit' });
    const again = await sendForm(app.as('lead'), RETURN, { ...formValues(page, RETURN), step: 'submit' });
    expect(again.status).toBe(303);
    expect(valuesHeld().at(-1)).toEqual([3, quantity(1510)]);
  });

  it('shows on the return what the record holds beside what is typed', async () => {
    await overtaken();
    expect(saidOf(await openPage(app.as('lead'), RETURN), INCIDENTS)).toContain('1,520');
  });
});

interface Ended {
  readonly code: unknown;
  readonly error: string;
}

/** Runs an import in a process of its own. */
async function imported(folder: string): Promise<Ended> {
  const env = { ...process.env, LAA_DATABASE: app.file, LAA_TODAY: MEETING };
  const child = spawn(process.execPath, [CLI, 'import', folder], { env });
  let error = '';
  child.stderr.on('data', (bytes) => {
    error += String(bytes);
  });
  const [code] = await once(child, 'close');
  return { code, error };
}

/** The record as a package, with a correction of the incidents to 1,506 in it. */
function packageWith(version = 2): string {
  const folder = join(temporaryFolder(), 'package');
  exportPackage(app.store, folder, null);
  const row = `LAA1 DV,a,standard,2008/09 Q2,${version},1506,,,final,,2008-11-18T09:00:00Z,Safer Communities analyst,Two late reports,entered,\n`;
  appendFileSync(join(folder, 'figures.csv'), row);
  return folder;
}

describe('a save against an import of a package by another process', () => {
  it('first the import: the save is refused with both values, and what was typed is kept', async () => {
    const folder = packageWith();
    await openPage(app.as('lead'), '/targets/laa1/laa1-dv/a');
    expect(await imported(folder)).toEqual({ code: 0, error: '' });
    const page = await sendForm(app.as('lead'), FIGURES, DIRECT);
    expect([page.status, figuresOn(page)]).toEqual([409, ['1,506', '1,510']]);
    expect(formValues(page, FIGURES)).toMatchObject({ value: '1510', note: 'Six late reports', commentary: 'Mine' });
    expect(valuesHeld()).toEqual([
      [1, quantity(1504)],
      [2, quantity(1506)],
    ]);
  });

  it('first the save: the import is refused whole, and names the row', async () => {
    const folder = packageWith();
    expect((await sendForm(app.as('lead'), FIGURES, DIRECT)).status).toBe(303);
    const before = app.dump();
    const { code, error } = await imported(folder);
    expect([code, /figures\.csv:\d+/.test(error), error.includes('nothing was stored')]).toEqual([1, true, true]);
    expect(app.dump()).toEqual(before);
    expect(valuesHeld().at(-1)).toEqual([2, quantity(1510)]);
  });

  it('at the same time: one of the two is taken, and the other is told', async () => {
    const folder = packageWith();
    const running = imported(folder);
    // The process takes a while to come to its writing; saves go on until it has ended.
    const pages: Page[] = [];
    let ended: Ended | null = null;
    running.then((outcome) => {
      ended = outcome;
    });
    while (ended === null && pages.length < 500) {
      pages.push(await sendForm(app.as('lead'), FIGURES, { ...DIRECT, value: String(1600 + pages.length) }));
    }
    const { code } = await running;
    const taken = pages.filter(({ status }) => status === 303).length;
    expect(pages.every(({ status }) => [303, 409, 503].includes(status))).toBe(true);
    expect([taken, code]).toEqual(code === 0 ? [0, 0] : [1, 1]);
    expect(incidents()).toHaveLength(2);
    expect(incidents().at(-1)?.value === quantity(1506)).toBe(code === 0);
  });

  it('a draft is neither changed nor lost by it, and does not take the place of what came in unseen', async () => {
    const folder = packageWith();
    await fillIn(app.as('lead'), TYPED);
    const looked = await openPage(app.as('lead'), RETURN);
    expect((await imported(folder)).code).toBe(0);
    expect(boxOf(await openPage(app.as('lead'), RETURN), INCIDENTS, 'value')).toBe('1510');
    const page = await sendForm(app.as('lead'), RETURN, { ...formValues(looked, RETURN), step: 'submit' });
    expect([409, 422]).toContain(page.status);
    expect(boxOf(page, INCIDENTS, 'value')).toBe('1510');
    expect(saidOf(page, INCIDENTS)).toContain('1,506');
    expect(valuesHeld().at(-1)).toEqual([2, quantity(1506)]);
  });

  it('a row of a return that is saved while it runs is kept', async () => {
    const running = imported(packageWith());
    const page = await fillIn(app.as('lead'), TYPED);
    expect([303, 503]).toContain(page.status);
    expect((await running).code).toBe(0);
    const held = boxOf(await openPage(app.as('lead'), RETURN), INCIDENTS, 'value');
    expect(held).toBe(page.status === 303 ? '1510' : '1506');
  });
});

describe('two connections to one record', () => {
  it('see each other’s saves at once, and the one that looked before is told', async () => {
    const other = appOn(openRecord(app.file));
    const fields = withTyped(await openPage(other.as('lead'), RETURN), RETURN, {
      [INCIDENTS]: { value: '1520', note: 'b' },
    });
    await fillIn(app.as('lead'), { [INCIDENTS]: { value: '1510', note: 'a' } });
    expect(boxOf(await openPage(other.as('lead'), RETURN), INCIDENTS, 'value')).toBe('1510');
    const page = await sendForm(other.as('lead'), RETURN, fields);
    expect([page.status, mainText(page).includes('somebody else was faster')]).toEqual([409, true]);
    other.store.close();
  });

  it('a return that one submits cannot be typed into through the other', async () => {
    const other = appOn(openRecord(app.file));
    const fields = withTyped(await openPage(other.as('lead'), RETURN), RETURN, {
      [INCIDENTS]: { value: '1520', note: 'b' },
    });
    await signOff();
    const page = await sendForm(other.as('lead'), RETURN, fields);
    expect([page.status, boxOf(page, INCIDENTS, 'value')]).toEqual([422, '1520']);
    expect(saidOf(page, INCIDENTS)).toContain('Locked: signed off');
    expect(valuesHeld()).toEqual([[1, quantity(1504)]]);
    other.store.close();
  });
});
