import { field, rowOf } from './return-form.js';

/** Which keys lead to another box. @type {Readonly<Record<string, number | undefined>>} */
const STEPS = { ArrowUp: -1, ArrowDown: 1, Enter: 1 };

/**
 * Enter and the arrow keys lead from box to box; in a field of the story Enter goes on as Tab would, and never sends the
 * page.
 * @param {HTMLFormElement} form
 * @param {KeyboardEvent} event
 */
export function move(form, event) {
  const { target, key } = event;
  const step = STEPS[key];
  if (step === undefined || !(target instanceof HTMLInputElement) || rowOf(target) === null) return;
  const isBox = target.hasAttribute('data-box');
  if (!isBox && key !== 'Enter') return;
  event.preventDefault();
  if (isBox) toBox(form, target, step);
  else toNext(form, target);
}

/** To the next box or the one before; from the last one to the buttons. @param {HTMLFormElement} form @param {HTMLInputElement} from @param {number} step */
function toBox(form, from, step) {
  const all = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('input[data-box]:not(:disabled)')]);
  const boxes = all.filter((box) => box === from || !isWorkedOut(form, box));
  const next = boxes[boxes.indexOf(from) + step];
  if (next !== undefined) {
    next.focus();
    next.select();
  } else if (step === 1) {
    /** @type {HTMLElement | null} */ (form.querySelector('.return__end button'))?.focus();
  }
}

/** The box for a figure that follows from the numbers beside it. @param {HTMLFormElement} form @param {HTMLInputElement} box */
function isWorkedOut(form, box) {
  if (!box.name.startsWith('value.')) return false;
  const numerator = field(form, box.name.replace(/^value\./, 'numerator.'));
  return numerator !== null && numerator.value !== '';
}

/** @param {HTMLFormElement} form @param {HTMLInputElement} from */
function toNext(form, from) {
  const fields = /** @type {HTMLElement[]} */ ([
    ...form.querySelectorAll(
      'input:not([type="hidden"]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not([tabindex])',
    ),
  ]).filter((each) => each.checkVisibility());
  fields[fields.indexOf(from) + 1]?.focus();
}
