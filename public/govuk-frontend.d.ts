/** What our scripts use of govuk-frontend, which the server sends from its package under this name. */
export const ErrorSummary: unique symbol;
export const SkipLink: unique symbol;
export function createAll(component: typeof ErrorSummary | typeof SkipLink): void;
