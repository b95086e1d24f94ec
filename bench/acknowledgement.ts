import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Line } from "./bench.ts";
import { inMs, percentile } from "./figures.ts";
import { startRushes, startServer } from "./processes.ts";

const WARM_UP = 30;
const ASKED = 300;
const BODY = JSON.stringify({
  command: "video",
  options: { prompt: "a paper boat in the rain", model: "film-1", seconds: 4 },
});
const NO_LIMITS = {
  MAX_JOBS_PER_USER: "1000000",
  MAX_JOBS_PER_GUILD: "1000000",
  MAX_RUNNING: "1000000",
  DEFAULT_BUDGET_USD: "1000000",
  CONFIRM_ABOVE_USD: "1000000",
};

/**
 * From `POST /api/local/invocations` to its whole answer, one after the other, while the provider
 * answers no submission at all and every job before hangs in it. The answer comes when the job, its
 * reservation and its first step are on the disk. One floor is a bare Hono server that reads the
 * command and answers; the other also commits it to the same disk first, as one row.
 */
export const bench: Bench = {
  async run() {
    await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
    await using studio = await startServer({ script: "./servers/studio.ts" });
    const provider = { OPENAI_BASE_URL: `${studio.url}/v1`, OPENAI_MODELS: "film-1=0.1" };
    await using rushes = await startRushes(join(folder.path, "data"), {
      ...provider,
      ...NO_LIMITS,
    });
    const DATABASE = join(folder.path, "bare.db");
    await using bare = await startServer({ script: "./servers/bare-hono.ts" });
    await using keeping = await startServer({
      script: "./servers/bare-hono.ts",
      env: { DATABASE },
    });

    const servers = [rushes, bare, keeping];
    const times = servers.map(() => new Array<number>());
    for (let round = 0; round < WARM_UP + ASKED; round += 1) {
      for (const [index, { url }] of servers.entries()) {
        // oxlint-disable-next-line no-await-in-loop -- turn by turn is the point
        const took = await ask(url);
        if (round >= WARM_UP) times[index]?.push(took);
      }
    }
    const [ours = [], floor = [], durable = []] = times;
    return [
      ...linesOf("Acknowledgement", ours, floor, "above what the disk takes"),
      ...linesOf("Acknowledgement, floor with one commit", ours, durable, "2×"),
    ];
  },
};

function linesOf(what: string, ours: readonly number[], floor: readonly number[], aim: string) {
  return [0.5, 0.99].map((share): Line => {
    const [one, other] = [percentile(ours, share), percentile(floor, share)];
    return {
      what: `${what}, p${share * 100}`,
      ours: inMs(one),
      floor: inMs(other),
      ratio: one / other,
      aim,
    };
  });
}

/** In ms. */
async function ask(url: string): Promise<number> {
  const begun = performance.now();
  const response = await fetch(`${url}/api/local/invocations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: BODY,
  });
  const answer = await response.text();
  if (response.status !== 202) throw new Error(`it was not taken: ${answer}`);
  return performance.now() - begun;
}
