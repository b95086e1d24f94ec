import { setImmediate } from "node:timers/promises";

/** Takes memory outside of the JavaScript heap until it is stopped. */
export async function run() {
  const taken: Buffer[] = [];
  for (;;) {
    taken.push(Buffer.alloc(4 * 2 ** 20, 1));
    await setImmediate();
  }
}
