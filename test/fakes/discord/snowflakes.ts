const EPOCH = 1_420_070_400_000n;
let count = 0n;

/** A new id as Discord makes them: it holds the time, and no two are the same. */
export function snowflake(now: number): string {
  count += 1n;
  return String(((BigInt(now) - EPOCH) << 22n) | (count & 0x3f_ffffn));
}

/** The time that an id holds, in epoch ms. */
export function timeOf(id: string): number {
  return Number((BigInt(id) >> 22n) + EPOCH);
}
