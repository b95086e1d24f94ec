import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./bench.ts";
import { inMib, inMs, median } from "./figures.ts";
import { memoryOf, startRushes, startServer } from "./processes.ts";

const ROUNDS = 5;
const IDLE = 5_000; // ms
const BARE = { script: "./servers/bare-http.mjs" };

/**
 * From the start of the process to a good answer on `/readyz`, with an empty folder to begin with,
 * and resident memory after five idle seconds. The floor is a Node HTTP server of one line.
 */
export const bench: Bench = {
  async run() {
    const starts = { ours: new Array<number>(), floor: new Array<number>() };
    for (let round = 0; round < ROUNDS; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- side by side they would measure each other
      starts.ours.push(await startOnce(startHere));
      // oxlint-disable-next-line no-await-in-loop -- as above
      starts.floor.push(await startOnce(() => startServer(BARE)));
    }
    const ours = median(starts.ours);
    const floor = median(starts.floor);

    await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
    await using rushes = await startRushes(folder.path);
    await using bare = await startServer(BARE);
    await sleep(IDLE);
    const [memory, bareMemory] = [await memoryOf(rushes.pid), await memoryOf(bare.pid)];
    return [
      {
        what: "Cold start to ready",
        ours: inMs(ours),
        floor: inMs(floor),
        ratio: ours / floor,
        aim: `2× + 150 ms = ${inMs(2 * floor + 150)}`,
      },
      {
        what: "Idle memory",
        ours: inMib(memory),
        floor: inMib(bareMemory),
        ratio: memory / bareMemory,
        aim: "below 160 MB",
      },
    ];
  },
};

async function startHere() {
  const folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
  const rushes = await startRushes(folder.path);
  return {
    readyAfter: rushes.readyAfter,
    async [Symbol.asyncDispose]() {
      await rushes[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

async function startOnce(start: () => Promise<{ readyAfter: number } & AsyncDisposable>) {
  await using started = await start();
  return started.readyAfter;
}
