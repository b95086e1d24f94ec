import { createHmac } from "node:crypto";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, Line } from "./bench.ts";
import { inMs, percentile } from "./figures.ts";
import { startRushes, startServer } from "./processes.ts";

const SECRET = "bench-signing-secret";
const FORM = "application/x-www-form-urlencoded";
const WARM_UP = 50;
/** Commands a second, and for how long, in s. */
const LOADS = [
  { rate: 1, seconds: 20 },
  { rate: 50, seconds: 8 },
  { rate: 200, seconds: 5 },
];
const NO_LIMITS = {
  MAX_JOBS_PER_USER: "1000000",
  MAX_JOBS_PER_GUILD: "1000000",
  MAX_RUNNING: "1000000",
  DEFAULT_BUDGET_USD: "1000000",
  CONFIRM_ABOVE_USD: "1000000",
};

/**
 * From a signed `/video` over HTTP to its acknowledgement, at a steady rate, while every command
 * before becomes a job with its thread and its card. The floor is Bolt that acknowledges and does
 * nothing. Both hear each command at the same moment.
 */
export const bench: Bench = {
  async run() {
    await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
    await using studio = await startServer({ script: "./servers/studio.ts" });
    await using slack = await startServer({ script: "./servers/slack.ts" });
    const env = { SLACK_SIGNING_SECRET: SECRET };
    await using bare = await startServer({ script: "./servers/bare-bolt.ts", env });
    await using rushes = await startRushes(join(folder.path, "data"), {
      ...env,
      ...NO_LIMITS,
      SLACK_API_URL: `${slack.url}/api/`,
      SLACK_CLIENT_ID: "1.1",
      SLACK_CLIENT_SECRET: "bench-client-secret",
      SLACK_STATE_SECRET: "bench-state-secret",
      PUBLIC_URL: "https://bench.example",
      OPENAI_BASE_URL: `${studio.url}/v1`,
      OPENAI_MODELS: "film-1=0.1",
    });
    await install(rushes.url);
    const urls = [rushes.url, bare.url];
    const answers = `${slack.url}/response`;
    for (let round = 0; round < WARM_UP; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      for (const url of urls) await ask(url, answers);
    }

    const lines: Line[] = [];
    for (const load of LOADS) {
      // oxlint-disable-next-line no-await-in-loop -- side by side they would measure each other
      lines.push(...(await measured(urls, answers, load)));
    }
    return lines;
  },
};

async function measured(
  urls: readonly string[],
  answers: string,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Line[]> {
  const asked: Promise<number>[][] = urls.map(() => []);
  const begun = performance.now();
  for (let round = 0; round < rate * seconds; round += 1) {
    const due = begun + (round * 1_000) / rate;
    // oxlint-disable-next-line no-await-in-loop -- a steady rate is the point
    await sleep(Math.max(0, due - performance.now()));
    // Who goes first changes, since both share one machine.
    for (const [index, url] of round % 2 === 0
      ? urls.entries()
      : [...urls.entries()].toReversed()) {
      asked[index]?.push(ask(url, answers));
    }
  }
  const [ours = [], floor = []] = await Promise.all(asked.map((times) => Promise.all(times)));
  const shares = ours.length < 100 ? [0.5] : [0.5, 0.99];
  return shares.map((share): Line => {
    const [one, other] = [percentile(ours, share), percentile(floor, share)];
    return {
      what: `Acknowledgement on Slack, ${rate} a second, p${share * 100}`,
      ours: inMs(one),
      floor: inMs(other),
      ratio: one / other,
      aim: "2×",
    };
  });
}

let count = 0;

/** In ms. */
async function ask(url: string, answers: string): Promise<number> {
  count += 1;
  const body = new URLSearchParams({
    command: "/video",
    text: "a paper boat in the rain --seconds 4 --model film-1",
    team_id: "T1",
    channel_id: "C1",
    user_id: "U1",
    response_url: answers,
    trigger_id: `1.2.${count}`,
    api_app_id: "A1",
  }).toString();
  const seconds = String(Math.floor(Date.now() / 1_000));
  const signed = createHmac("sha256", SECRET).update(`v0:${seconds}:${body}`).digest("hex");
  const headers = {
    "content-type": FORM,
    "x-slack-request-timestamp": seconds,
    "x-slack-signature": `v0=${signed}`,
  };
  const begun = performance.now();
  const sent = Buffer.from(body);
  const response = await fetch(`${url}/slack/events`, { method: "POST", body: sent, headers });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`it was not acknowledged: ${response.status}`);
  return performance.now() - begun;
}

/** Brings the bot into the one workspace, as its admin's browser does. */
async function install(url: string): Promise<void> {
  const page = await fetch(`${url}/slack/install`);
  const state = /[?&;]state=([^&"]+)/.exec(await page.text())?.[1] ?? "";
  const cookie = page.headers.getSetCookie().map((one) => one.split(";")[0]);
  const back = await fetch(`${url}/slack/oauth_redirect?code=bench&state=${state}`, {
    headers: { cookie: cookie.join("; ") },
  });
  if (!back.ok) throw new Error(`it could not be installed: ${back.status}`);
}
