import type { Locator } from 'playwright-core';

export function hasFocus(field: Locator): Promise<boolean> {
  return field.evaluate((element) => element === document.activeElement);
}

/** What is read out with a field: its own description, or that of the group that it stands in. */
export function describedBy(field: Locator): Promise<string> {
  return field.evaluate((element) => {
    const holder = element.closest('[aria-describedby]');
    const ids = holder?.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  });
}
