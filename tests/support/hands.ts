import type { JSHandle, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Ways to work a page: by pointer, or by keyboard alone. */
export interface Hands {
  follow(link: Locator): Promise<void>;
  choose(select: Locator, option: string): Promise<void>;
  type(field: Locator, text: string): Promise<void>;
  /** Ticks one of a group of radio buttons of which none is ticked. */
  tick(radio: Locator): Promise<void>;
  /** Types a day, `2008-08-31`, into a field for dates. */
  enterDate(field: Locator, day: string): Promise<void>;
}

export const POINTER: Hands = {
  follow: (link) => link.click(),
  choose: async (select, option) => void (await select.selectOption(option)),
  type: (field, text) => field.fill(text),
  tick: (radio) => radio.check(),
  enterDate: (field, day) => field.fill(day),
};

/** Tab until it is there, each stop on the way being visible; then the keys that people use. */
export const KEYBOARD: Hands = {
  follow: async (link) => {
    await tabTo(link);
    await link.page().keyboard.press('Enter');
  },
  choose: async (select, option) => {
    await tabTo(select);
    await select.page().keyboard.type(option);
  },
  type: async (field, text) => {
    await tabTo(field);
    await field.page().keyboard.type(text);
  },
  tick: async (radio) => {
    const [page, name] = [radio.page(), await radio.getAttribute('name')];
    const group = page.locator(`input[type="radio"][name="${name}"]`);
    await tabTo(group.first());
    await page.keyboard.press('Space');
    for (let left = await group.count(); left > 0 && !(await radio.isChecked()); left -= 1) {
      await page.keyboard.press('ArrowDown');
    }
    expect(await radio.isChecked()).toBe(true);
  },
  enterDate: async (field, day) => {
    await tabTo(field);
    const [year = '', month = '', dayOfMonth = ''] = day.split('-');
    // The order in which this Chromium asks: it came with American English only.
    await field.page().keyboard.type(month + dayOfMonth + year);
  },
};

/** More stops than any page has. */
const MANY = 1500;

/** Presses Tab until an element has the focus; fails at the first stop that cannot be seen. */
export async function tabTo(element: Locator): Promise<void> {
  const page = element.page();
  const eye = await openEye(page);
  const wanted = await element.elementHandle();
  for (let stop = 0; stop < MANY; stop += 1) {
    await page.keyboard.press('Tab');
    const seen = await eye.evaluate((looking, target) => looking.at(target), wanted);
    expect(seen.unseen, 'a stop without visible focus').toBeNull();
    if (seen.arrived) return;
  }
  expect.fail(`Tab does not lead to ${element}`);
}

interface Eye {
  /** Whether the focus is at the wanted element, and what has it where that cannot be seen. */
  at(wanted: Node | null): { arrived: boolean; unseen: string | null };
}

/** Remembers how every element looks without focus. */
function openEye(page: Page): Promise<JSHandle<Eye>> {
  return page.evaluateHandle(() => {
    const drawn = (element: Element, part?: string): string => {
      const style = getComputedStyle(element, part);
      const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px' ? 'none' : style.outline;
      return [outline, style.boxShadow, style.backgroundColor, style.borderColor].join(' / ');
    };
    // The focus of a radio button or a box to tick is drawn at its label.
    const look = (element: Element): string =>
      [
        drawn(element),
        ...[element.nextElementSibling].flatMap((next) => (next ? [drawn(next, '::before')] : [])),
      ].join();
    const before = new Map([...document.querySelectorAll('*')].map((element) => [element, look(element)]));
    const isSeen = (element: Element): boolean => {
      const { width, height, bottom, top } = element.getBoundingClientRect();
      return width > 1 && height > 1 && bottom > 0 && top < innerHeight && look(element) !== before.get(element);
    };
    return {
      at: (wanted: Node | null) => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return { arrived: false, unseen: null };
        return { arrived: focused === wanted, unseen: isSeen(focused) ? null : focused.outerHTML.slice(0, 200) };
      },
    };
  });
}
