import type { Request } from 'express';
import { z } from 'zod';
import { Invalid } from '../domain/errors.ts';
import { type Period, parsePeriodAddress } from '../domain/period.ts';
import type { TargetName } from '../services/targets.ts';

/** A parameter that may be absent or empty; of several the last counts, as in a form that is sent twice. */
export const optionalText = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (Array.isArray(given) ? given.at(-1) : given)?.trim() || null);

const period = optionalText.transform((given, context): Period | null => {
  if (given === null) return null;
  const parsed = parsePeriodAddress(given);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'The period must be a quarter such as 2008-09-q2.' });
  return z.NEVER;
});

/** One of a list, or null where it is absent or empty. */
export function choiceOf<const T extends string>(name: string, choices: readonly T[]) {
  return optionalText.transform((given, context): T | null => {
    const found = choices.find((choice) => choice === given);
    if (given === null || found !== undefined) return found ?? null;
    context.addIssue({ code: 'custom', message: `The ${name} must be one of ${choices.join(', ')}.` });
    return z.NEVER;
  });
}

/** Some of a list, given apart or joined by commas; null where it is absent or empty. */
export function someOf<const T extends string>(name: string, choices: readonly T[]) {
  return z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given, context): readonly T[] | null => {
      const words = [given ?? []]
        .flat()
        .flatMap((text) => text.split(',').map((word) => word.trim()))
        .filter((word) => word !== '');
      const found = choices.filter((choice) => words.includes(choice));
      if (words.every((word) => (choices as readonly string[]).includes(word)))
        return found.length === 0 ? null : found;
      context.addIssue({ code: 'custom', message: `The ${name} must be some of ${choices.join(', ')}.` });
      return z.NEVER;
    });
}

/** Which quarter, and as known when; dates are judged by the service, which has the clock. */
export const contextQuery = z.object({ period, as_at: optionalText });

/**
 * Reads the parameters of an address.
 * @throws Invalid that lists every one that cannot be used
 */
export function readQuery<T extends z.ZodType>(schema: T, request: Request): z.infer<T> {
  const result = schema.safeParse(request.query);
  if (result.success) return result.data;
  throw new Invalid(result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })));
}

/** The target that an address names. */
export function targetNameOf(request: Request): TargetName {
  const { agreement = '', indicator = '', part = '' } = request.params as Record<string, string | undefined>;
  return { agreement, indicator, part };
}
