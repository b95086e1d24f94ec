/** How many steps an axis has at most. */
const STEPS = 5;
/** An axis reaches at least this far, so that nothing spent is drawn as nothing. */
const LEAST = 100_000; // micros
const ROUND = [1, 2, 2.5, 5, 10];

/** The marks of an axis from 0 up, in round steps, so that the last one is at least `highest`. */
export function marksFor(highest: number): number[] {
  const reach = Math.max(highest, LEAST);
  const rough = reach / STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (ROUND.find((round) => round * power >= rough) ?? 10) * power;
  const count = Math.ceil(reach / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, place) => Math.round(place * step));
}

/** Which labels of an axis are written, so that they do not touch: every one, or every second… */
export function stride(labels: number, most: number): number {
  return Math.max(1, Math.ceil(labels / most));
}
