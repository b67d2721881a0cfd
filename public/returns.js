import { count, rowOf } from './return-form.js';
import { move } from './return-keys.js';
import { Saving } from './return-saving.js';

/**
 * A return that is being filled in: Enter and the arrow keys lead from box to box, each row is saved when it is left,
 * and what others save meanwhile shows. Without this script the form does the same with its buttons.
 *
 * @typedef {import('./return-form.js').Answer} Answer
 */

/** Milliseconds between looks at what others have saved. */
const LOOK = 15_000;
/** After so long without a key nobody is at work here, and a page left open must not keep its session alive. */
const AWAY = 5 * 60_000;

/** @param {HTMLFormElement} form */
function start(form) {
  document.body.classList.add('with-script');
  if (form.hasAttribute('data-locked')) return;
  const saving = new Saving(form);
  let lastKey = Date.now();
  let since = form.dataset.now ?? '';

  /** @param {Event} event */
  function typed(event) {
    const row = rowOf(event.target);
    if (row === null) return;
    lastKey = Date.now();
    saving.typed(row);
  }

  async function lookAround() {
    if (document.hidden || Date.now() - lastKey > AWAY) return;
    const address = `${form.action}/rows?since=${encodeURIComponent(since)}`;
    const response = await fetch(address, { redirect: 'manual' }).catch(() => null);
    if (response?.status !== 200) return;
    const { now, rows } = /** @type {{ now: string, rows: Answer[] }} */ (await response.json());
    since = now;
    for (const answer of rows) saving.take(answer);
    count(form);
  }

  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  form.addEventListener('keydown', (event) => move(form, event));
  form.addEventListener('focusout', (event) => {
    const row = rowOf(event.target);
    if (row !== null && !row.contains(/** @type {Node | null} */ (event.relatedTarget))) saving.left(row);
  });
  form.addEventListener('submit', (event) => saving.sent(event));
  setInterval(lookAround, LOOK);
}

const form = document.querySelector('form[data-return]');
if (form instanceof HTMLFormElement) start(form);
