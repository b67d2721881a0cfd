/**
 * The form of a return as the page holds it: its rows, their fields, and what is shown in them. The fields of a row are
 * named `{what}.{row}`.
 *
 * @typedef {{ outcome?: string, key: string, seen: number, shown: string, needs: boolean, asks: string[], entry: Record<string, string>, html: string }} Answer
 */

/** The row that an element stands in, where it may be changed. @param {unknown} target */
export function rowOf(target) {
  return target instanceof Element
    ? /** @type {HTMLElement | null} */ (target.closest('[data-row]:not([data-locked])'))
    : null;
}

/** @param {HTMLElement} row */
export function keyOf(row) {
  return row.dataset.row ?? '';
}

/** @param {HTMLFormElement} form @param {string} key */
export function rowBy(form, key) {
  return /** @type {HTMLElement | null} */ (form.querySelector(`[data-row="${CSS.escape(key)}"]`));
}

/** @param {HTMLFormElement} form @param {string} name */
export function field(form, name) {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement || found instanceof HTMLSelectElement || found instanceof HTMLTextAreaElement
    ? found
    : null;
}

/** What a row would send. @param {HTMLFormElement} form @param {HTMLElement} row */
export function bodyOf(form, row) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (name.endsWith(`.${keyOf(row)}`) && typeof value === 'string') body.append(name, value);
  }
  return body;
}

/** @param {HTMLElement} row @param {string} words */
export function tell(row, words) {
  const place = row.querySelector('.entry__saved');
  if (place !== null) place.textContent = words;
}

/** What the server says of a row, and the questions that it asks for it. @param {HTMLElement} row @param {Answer} answer */
export function show(row, answer) {
  const place = row.querySelector('.entry__feedback');
  if (place !== null) place.innerHTML = answer.html;
  const more = row.querySelector('details');
  if (more !== null && answer.needs) more.open = true;
  for (const asked of row.querySelectorAll('[data-asked]')) {
    if (answer.asks.includes(asked.getAttribute('data-asked') ?? '')) asked.removeAttribute('hidden');
  }
}

/** What the server holds is what the row starts from. @param {HTMLFormElement} form @param {Answer} answer */
export function settle(form, answer) {
  const seen = field(form, `seen.${answer.key}`);
  const shown = field(form, `shown.${answer.key}`);
  if (seen !== null) seen.value = String(answer.seen);
  if (shown !== null) shown.value = answer.shown;
}

/** @param {HTMLFormElement} form @param {Answer} answer */
export function fill(form, answer) {
  for (const [name, value] of Object.entries(answer.entry)) {
    const box = field(form, `${name}.${answer.key}`);
    if (box !== null) box.value = name === 'status' && value === '' ? 'final' : value;
  }
}

/** How many of the figures that are due are answered. @param {HTMLFormElement} form */
export function count(form) {
  const place = document.querySelector('[data-answered]');
  if (place === null) return;
  const rows = /** @type {HTMLElement[]} */ ([...form.querySelectorAll('[data-row][data-needed]')]);
  place.textContent = String(rows.filter((row) => isAnswered(form, row)).length);
}

/** @param {HTMLFormElement} form @param {HTMLElement} row */
function isAnswered(form, row) {
  if (row.querySelector('.entry__feedback .light') !== null) return true;
  const reason = field(form, `missing_reason.${keyOf(row)}`);
  return reason !== null && reason.value !== '';
}
