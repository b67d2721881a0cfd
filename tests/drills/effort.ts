/** Whether a drill runs in full, as `npm run drill` has it, or in the quick form of `npm test`. */
export const FULL = process.env.DRILL === 'full';

/** How many in the quick form and in the full one. */
export function count(quick: number, full: number): number {
  return FULL ? full : quick;
}
