/**
 * A return that is being filled in: Enter and the arrow keys lead from box to box, each row is saved when it is left,
 * and what others save meanwhile shows. Without this script the form does the same with its buttons.
 */

/** Milliseconds after the last key before the colour is asked for. */
const PAUSE = 400;
/** Milliseconds between looks at what others have saved. */
const LOOK = 15_000;
/** After so long without a key nobody is at work here, and a page left open must not keep its session alive. */
const AWAY = 5 * 60_000;

/** Which keys lead to another box. @type {Readonly<Record<string, number | undefined>>} */
const STEPS = { ArrowUp: -1, ArrowDown: 1, Enter: 1 };

/** @typedef {{ outcome?: string, key: string, seen: number, shown: string, needs: boolean, asks: string[], entry: Record<string, string>, html: string }} Answer */

/** @param {HTMLFormElement} form */
function start(form) {
  document.body.classList.add('with-script');
  if (form.hasAttribute('data-locked')) return;
  let lastKey = Date.now();
  let since = form.dataset.now ?? '';
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const timers = new Map();
  /** Rows that were typed into and not saved yet. @type {Set<string>} */
  const dirty = new Set();
  /** Saves of a row go one after the other: each must know the version that the one before made. @type {Map<string, Promise<void>>} */
  const saving = new Map();

  /** @param {EventTarget | null} target */
  const rowOf = (target) =>
    target instanceof Element
      ? /** @type {HTMLElement | null} */ (target.closest('[data-row]:not([data-locked])'))
      : null;
  /** @param {HTMLElement} row */
  const keyOf = (row) => row.dataset.row ?? '';
  /** @param {string} key */
  const rowBy = (key) => /** @type {HTMLElement | null} */ (form.querySelector(`[data-row="${CSS.escape(key)}"]`));
  /** @param {string} name */
  const field = (name) => {
    const found = form.elements.namedItem(name);
    return found instanceof HTMLInputElement ||
      found instanceof HTMLSelectElement ||
      found instanceof HTMLTextAreaElement
      ? found
      : null;
  };

  /** @param {HTMLElement} row */
  function bodyOf(row) {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (name.endsWith(`.${keyOf(row)}`) && typeof value === 'string') body.append(name, value);
    }
    return body;
  }

  /** @param {HTMLElement} row @param {'look' | 'save'} step */
  async function send(row, step) {
    let response;
    try {
      response = await fetch(form.action, {
        method: 'POST',
        body: bodyOf(row),
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
    return /** @type {Promise<Answer>} */ (response.json());
  }

  /** @param {HTMLElement} row @param {string} words */
  function tell(row, words) {
    const place = row.querySelector('.entry__saved');
    if (place !== null) place.textContent = words;
  }

  /** @param {HTMLElement} row @param {Answer} answer */
  function show(row, answer) {
    const place = row.querySelector('.entry__feedback');
    if (place !== null) place.innerHTML = answer.html;
    const more = row.querySelector('details');
    if (more !== null && answer.needs) more.open = true;
    for (const asked of row.querySelectorAll('[data-asked]')) {
      if (answer.asks.includes(asked.getAttribute('data-asked') ?? '')) asked.removeAttribute('hidden');
    }
  }

  /** What the server holds is what the form starts from. @param {string} key @param {Answer} answer */
  function settle(key, answer) {
    const seen = field(`seen.${key}`);
    const shown = field(`shown.${key}`);
    if (seen !== null) seen.value = String(answer.seen);
    if (shown !== null) shown.value = answer.shown;
  }

  /** @param {HTMLElement} row */
  function look(row) {
    const key = keyOf(row);
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(async () => {
        if (!dirty.has(key) || saving.has(key)) return;
        const typed = bodyOf(row).toString();
        const answer = await send(row, 'look');
        // What was typed since is asked for by itself.
        const isStill = dirty.has(key) && bodyOf(row).toString() === typed;
        if (answer !== null && answer.outcome !== 'gone' && isStill) show(row, answer);
      }, PAUSE),
    );
  }

  /** A correction is in the record at once, and goes by its own button. @param {HTMLElement} row */
  function save(row) {
    const key = keyOf(row);
    if (!dirty.has(key) || row.hasAttribute('data-correction')) return;
    dirty.delete(key);
    clearTimeout(timers.get(key));
    const next = (saving.get(key) ?? Promise.resolve()).then(async () => {
      const answer = await send(row, 'save');
      if (answer === null) {
        dirty.add(key);
        return;
      }
      if (answer.outcome === 'gone') {
        tell(row, 'Not saved: this figure is no longer asked for. Load the page again to see why.');
        return;
      }
      show(row, answer);
      if (answer.outcome === 'overtaken') offer(row, answer);
      else if (answer.outcome !== 'refused') settle(key, answer);
    });
    saving.set(key, next);
    void next.finally(() => {
      if (saving.get(key) === next) saving.delete(key);
      count();
    });
  }

  /** Somebody was faster: the person chooses which of the two stands. @param {HTMLElement} row @param {Answer} answer */
  function offer(row, answer) {
    const key = keyOf(row);
    for (const button of row.querySelectorAll('[data-keep]')) {
      button.addEventListener('click', () => {
        const isMine = button.getAttribute('data-keep') === 'mine';
        settle(key, answer);
        if (!isMine) fill(key, answer);
        else {
          const shown = field(`shown.${key}`);
          if (shown !== null) shown.value = '';
        }
        dirty.add(key);
        save(row);
        /** @type {HTMLElement | null} */ (row.querySelector('[data-box]'))?.focus();
      });
    }
  }

  /** @param {string} key @param {Answer} answer */
  function fill(key, answer) {
    for (const [name, value] of Object.entries(answer.entry)) {
      const box = field(`${name}.${key}`);
      if (box !== null) box.value = name === 'status' && value === '' ? 'final' : value;
    }
  }

  /** How many of the figures that are due are answered. */
  function count() {
    const place = document.querySelector('[data-answered]');
    if (place === null) return;
    const rows = [...form.querySelectorAll('[data-row][data-needed]')];
    place.textContent = String(
      rows.filter((row) => row.querySelector('.entry__feedback .light') !== null || isReasoned(row)).length,
    );
  }

  /** @param {Element} row */
  function isReasoned(row) {
    const reason = field(`missing_reason.${/** @type {HTMLElement} */ (row).dataset.row}`);
    return reason !== null && reason.value !== '';
  }

  /** The box for the figure alone, where the numbers behind it are there already. @param {HTMLInputElement} box */
  function isSettled(box) {
    const numerator = field(box.name.replace(/^value\./, 'numerator.'));
    return box.name.startsWith('value.') && numerator !== null && numerator.value !== '';
  }

  /** @param {Event} event */
  function typed(event) {
    const row = rowOf(event.target);
    if (row === null) return;
    lastKey = Date.now();
    dirty.add(keyOf(row));
    look(row);
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const { target, key } = event;
    const step = STEPS[key];
    if (step === undefined || !(target instanceof HTMLInputElement) || rowOf(target) === null) return;
    const isBox = target.hasAttribute('data-box');
    if (!isBox && key !== 'Enter') return;
    event.preventDefault();
    if (isBox) lead(target, step);
    else goOn(target);
  }

  /** From a field of the story to the next one, as Tab would; Enter never sends the page. @param {HTMLInputElement} target */
  function goOn(target) {
    const fields = /** @type {HTMLElement[]} */ ([
      ...form.querySelectorAll(
        'input:not([type="hidden"]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not([tabindex])',
      ),
    ]).filter((each) => each.checkVisibility());
    fields[fields.indexOf(target) + 1]?.focus();
  }

  /** To the next box or the one before; from the last one to the buttons. @param {HTMLInputElement} target @param {number} step */
  function lead(target, step) {
    const all = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('input[data-box]:not(:disabled)')]);
    const boxes = all.filter((box) => box === target || !isSettled(box));
    const next = boxes[boxes.indexOf(target) + step];
    if (next === undefined) {
      const row = rowOf(target);
      if (row !== null) save(row);
      if (step === 1) /** @type {HTMLElement | null} */ (form.querySelector('.return__end button'))?.focus();
      return;
    }
    next.focus();
    next.select();
  }

  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  form.addEventListener('keydown', move);
  form.addEventListener('focusout', (event) => {
    const row = rowOf(event.target);
    if (row !== null && !row.contains(/** @type {Node | null} */ (event.relatedTarget))) save(row);
  });
  form.addEventListener('submit', (event) => {
    for (const timer of timers.values()) clearTimeout(timer);
    if (saving.size === 0) return;
    // A row that is being saved would be sent twice, and the second time somebody would have been faster.
    event.preventDefault();
    const button = event.submitter;
    void Promise.allSettled(saving.values()).then(() => form.requestSubmit(button));
  });

  /** Brings in what others have saved, where nobody is typing. @param {Answer} answer */
  function take(answer) {
    const row = rowBy(answer.key);
    const seen = field(`seen.${answer.key}`);
    const isNews = seen !== null && Number(seen.value) < answer.seen;
    const isBusy = dirty.has(answer.key) || saving.has(answer.key) || row?.contains(document.activeElement);
    if (row === null || !isNews || isBusy) return;
    fill(answer.key, answer);
    settle(answer.key, answer);
    show(row, answer);
    row.classList.add('entry--news');
  }

  async function lookAround() {
    if (document.hidden || Date.now() - lastKey > AWAY) return;
    const address = `${form.action}/rows?since=${encodeURIComponent(since)}`;
    const response = await fetch(address, { redirect: 'manual' }).catch(() => null);
    if (response?.status !== 200) return;
    const { now, rows } = /** @type {{ now: string, rows: Answer[] }} */ (await response.json());
    since = now;
    for (const answer of rows) take(answer);
    count();
  }

  setInterval(lookAround, LOOK);
}

const form = document.querySelector('form[data-return]');
if (form instanceof HTMLFormElement) start(form);
