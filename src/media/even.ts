/** The nearest length that 4:2:0 can halve, as films have it on both sides. */
export function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2);
}
