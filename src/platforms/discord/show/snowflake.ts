const EPOCH = 1_420_070_400_000n;

/** When something was made on Discord, in epoch ms: its id says so. */
export function timeOf(id: string): number {
  return /^\d+$/.test(id) ? Number((BigInt(id) >> 22n) + EPOCH) : 0;
}

/** The first id of that time, in epoch ms. */
export function idAt(time: number): string {
  const since = BigInt(Math.floor(time)) - EPOCH;
  return String(since > 0n ? since << 22n : 0n);
}
