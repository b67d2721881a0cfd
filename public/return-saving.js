import { bodyOf, count, field, fill, keyOf, rowBy, settle, show, tell } from './return-form.js';

/** @typedef {import('./return-form.js').Answer} Answer */

/** Milliseconds after the last key before the colour is asked for. */
const PAUSE = 400;

/** What of a return is typed and not saved yet, and the saving of it, row by row. */
export class Saving {
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #timers = new Map();
  /** Rows that were typed into and not saved yet. @type {Set<string>} */
  #dirty = new Set();
  /** Saves of a row go one after the other: each must know the version that the one before made. @type {Map<string, Promise<void>>} */
  #running = new Map();
  #form;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
  }

  /** Something was typed: the colour that it would give is asked for soon. @param {HTMLElement} row */
  typed(row) {
    const key = keyOf(row);
    this.#dirty.add(key);
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.#look(row), PAUSE),
    );
  }

  /** A row is left. A correction is in the record at once, and goes by its own button. @param {HTMLElement} row */
  left(row) {
    const key = keyOf(row);
    if (!this.#dirty.has(key) || row.hasAttribute('data-correction')) return;
    this.#dirty.delete(key);
    clearTimeout(this.#timers.get(key));
    const next = (this.#running.get(key) ?? Promise.resolve()).then(() => this.#save(row));
    this.#running.set(key, next);
    void next.finally(() => {
      if (this.#running.get(key) === next) this.#running.delete(key);
      count(this.#form);
    });
  }

  /** Brings in what others have saved, where nobody is typing. @param {Answer} answer */
  take(answer) {
    const row = rowBy(this.#form, answer.key);
    const seen = field(this.#form, `seen.${answer.key}`);
    const isNews = seen !== null && Number(seen.value) < answer.seen;
    const isBusy =
      this.#dirty.has(answer.key) || this.#running.has(answer.key) || row?.contains(document.activeElement);
    if (row === null || !isNews || isBusy) return;
    fill(this.#form, answer);
    settle(this.#form, answer);
    show(row, answer);
    row.classList.add('entry--news');
  }

  /**
   * The page is sent. A row that is being saved would be sent twice, and the second time somebody would have been
   * faster: the page then waits for it.
   * @param {SubmitEvent} event
   */
  sent(event) {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    if (this.#running.size === 0) return;
    event.preventDefault();
    const button = event.submitter;
    void Promise.allSettled(this.#running.values()).then(() => this.#form.requestSubmit(button));
  }

  /** @param {HTMLElement} row */
  async #look(row) {
    const key = keyOf(row);
    if (!this.#dirty.has(key) || this.#running.has(key)) return;
    const typed = bodyOf(this.#form, row).toString();
    const answer = await this.#send(row, 'look');
    // What was typed since is asked for by itself.
    const isStill = this.#dirty.has(key) && bodyOf(this.#form, row).toString() === typed;
    if (answer !== null && answer.outcome !== 'gone' && isStill) show(row, answer);
  }

  /** @param {HTMLElement} row */
  async #save(row) {
    const answer = await this.#send(row, 'save');
    if (answer === null) {
      this.#dirty.add(keyOf(row));
      return;
    }
    if (answer.outcome === 'gone') {
      tell(row, 'Not saved: this figure is no longer asked for. Load the page again to see why.');
      return;
    }
    show(row, answer);
    if (answer.outcome === 'overtaken') this.#offer(row, answer);
    else if (answer.outcome !== 'refused') settle(this.#form, answer);
  }

  /** Somebody was faster: the person chooses which of the two stands, and stays on the page. @param {HTMLElement} row @param {Answer} answer */
  #offer(row, answer) {
    for (const button of row.querySelectorAll('[data-keep]')) {
      button.addEventListener('click', (event) => {
        event.preventDefault();
        this.#keep(row, answer, button.getAttribute('data-keep') === 'mine');
      });
    }
  }

  /** @param {HTMLElement} row @param {Answer} answer @param {boolean} isMine */
  #keep(row, answer, isMine) {
    settle(this.#form, answer);
    if (!isMine) fill(this.#form, answer);
    else {
      // So the row counts as changed, whatever is in it.
      const shown = field(this.#form, `shown.${answer.key}`);
      if (shown !== null) shown.value = '';
    }
    this.#dirty.add(answer.key);
    this.left(row);
    /** @type {HTMLElement | null} */ (row.querySelector('[data-box]'))?.focus();
  }

  /** @param {HTMLElement} row @param {'look' | 'save'} step @returns {Promise<Answer | null>} */
  async #send(row, step) {
    let response;
    try {
      response = await fetch(this.#form.action, {
        method: 'POST',
        body: bodyOf(this.#form, row),
        headers: { 'X-Row': step },
        redirect: 'manual',
      });
    } catch {
      tell(
        row,
        'Not saved: the server cannot be reached. What you typed stays here; leave the row again to try once more.',
      );
      return null;
    }
    if (response.type === 'opaqueredirect') {
      tell(row, 'Not saved: your session has ended. Sign in again in another tab, then leave this row once more.');
      return null;
    }
    if (![200, 409, 422].includes(response.status)) {
      tell(row, 'Not saved. Load the page again; what you typed in this row has to be typed anew.');
      return null;
    }
    return response.json();
  }
}
