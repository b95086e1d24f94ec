const EPOCH = 1_420_070_400_000n;

/** When something was made on Discord, in epoch ms: its id says so. */
export function timeOf(id: string): number {
  return /^\d+$/.test(id) ? Number((BigInt(id) >> 22n) + EPOCH) : 0;
}
