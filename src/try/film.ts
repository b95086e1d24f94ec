import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { UserError } from "../errors.ts";
import type { Wish } from "./arguments.ts";
import type { Bot } from "./bot.ts";
import type { Screen } from "./screen.ts";
import { cardOf, Thread } from "./thread.ts";

/** How often the thread is looked at, in ms. */
const LOOK_EVERY = 250;
/** How many looks in a row may fail before we give up: half a minute. */
const MOST_FAILURES = 120;
/** The card is written just after the job is closed: it gets this many looks to say how it ended. */
const LAST_WORDS = 12;

const Begun = z.object({
  job: z.string(),
  thread: z.string(),
  reply: z.string(),
  state: z.string(),
});
const Refused = z.object({ error: z.string() });
type Begun = z.infer<typeof Begun>;

interface Watching {
  /** Missing when nothing is to be shown. */
  readonly screen: Screen | undefined;
  /** Aborted when the person wants it to stop: the video is cancelled, and its end awaited. */
  readonly interrupted: AbortSignal;
}

/** Makes one video and answers its thread when the job is closed, however it ended. */
export async function filmOne(
  bot: Bot,
  wish: Wish,
  { screen, interrupted }: Watching,
): Promise<Thread> {
  const begun = await begin(bot, wish);
  const press = (action: string) =>
    bot.ask("actions", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": randomUUID() },
      body: JSON.stringify({ job: begun.job, action }),
    });
  if (begun.state === "waiting") {
    if (!wish.yes) {
      await press("cancel");
      throw new UserError(`${begun.reply} Add --yes to accept the price.`);
    }
    await press("run");
  }

  let isCancelled = false;
  let failures = 0;
  let closedLooks = 0;
  for (;;) {
    if (interrupted.aborted && !isCancelled) {
      isCancelled = true;
      await press("cancel");
    }
    const thread = await look(bot, begun.thread);
    failures = thread ? 0 : failures + 1;
    if (failures > MOST_FAILURES) throw new Error("The bot has gone; its video is kept for later.");
    if (thread) screen?.show(thread);
    if (thread?.state === "closed") {
      closedLooks += 1;
      if (cardOf(thread)?.tone !== "working" || closedLooks > LAST_WORDS) {
        screen?.end();
        return thread;
      }
    }
    await setTimeout(LOOK_EVERY);
  }
}

async function begin(bot: Bot, { options, image }: Wish): Promise<Begun> {
  const form = new FormData();
  form.set("command", "video");
  form.set("options", JSON.stringify(options));
  if (image !== undefined) form.set("image", await openAsBlob(image), basename(image));
  const headers = { "Idempotency-Key": randomUUID() };
  const response = await bot.ask("invocations", { method: "POST", headers, body: form });
  const answer: unknown = await response.json();
  const begun = Begun.safeParse(answer);
  if (begun.success) return begun.data;
  throw new UserError(Refused.safeParse(answer).data?.error ?? "This bot cannot film.");
}

/** `undefined` when the bot does not answer just now. */
async function look(bot: Bot, thread: string): Promise<Thread | undefined> {
  try {
    const response = await bot.ask(`threads/${thread}`, { signal: AbortSignal.timeout(5_000) });
    return Thread.safeParse(await response.json()).data;
  } catch (error) {
    if (error instanceof UserError) throw error;
    return undefined;
  }
}
