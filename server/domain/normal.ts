/** Beyond it nothing is left that a share could show: Φ(−9) is below 10⁻¹⁸. */
const FAR = 9;

/** φ: the density of the standard normal distribution. */
export function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Φ: the share of the standard normal distribution up to a value, exact to 10⁻¹⁰ (rules.md 4). */
export function shareUpTo(x: number): number {
  if (x < -FAR) return 0;
  if (x > FAR) return 1;
  // x + x³/3 + x⁵/(3·5) + …: every term has the sign of x, so that none takes from the digits of another.
  let [sum, term] = [x, x];
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return Math.min(1, Math.max(0, 0.5 + sum * density(x)));
}
