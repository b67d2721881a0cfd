/** One thing wrong with what was given; `field` names the form field, parameter or column that it belongs to. */
export interface Problem {
  readonly field: string;
  readonly message: string;
  /** Something is not said yet, rather than said wrongly: it can be kept as a draft. */
  readonly unfinished?: true;
}

/** What was asked for does not exist, or not for this reader. */
export class NotFound extends Error {}

/** What was given cannot be used; every problem is listed, never only the first. */
export class Invalid extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join(' '));
    this.problems = problems;
  }
}

/** The record has moved on since the person looked at it. */
export class Conflict extends Error {}

/** The person may not do this; the sentence says who can. */
export class Forbidden extends Error {}

/** Too many tries in a while; the sentence says when the next one is free. */
export class Throttled extends Error {}

/** Something that the app needs for this does not answer; the sentence says what to do meanwhile. */
export class Unavailable extends Error {}

/** A single problem, for the parameters of an address. */
export function invalid(field: string, message: string): Invalid {
  return new Invalid([{ field, message }]);
}
