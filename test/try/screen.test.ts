import { PassThrough } from "node:stream";
import { WriteStream } from "node:tty";
import { expect, test } from "vitest";
import { createScreen } from "../../src/try/screen.ts";
import type { Thread } from "../../src/try/thread.ts";

const FULL = "█".repeat(24);

/** What a terminal shows in its last line after these threads, one after the other. */
function lastLine(...threads: Thread[]): string {
  const out = new PassThrough({ encoding: "utf8" });
  const terminal = Object.assign(Object.create(WriteStream.prototype), {
    isTTY: true,
    columns: 100,
    write: (text: string) => out.write(text),
  }) as WriteStream;
  const screen = createScreen(terminal);
  for (const thread of threads) screen.show(thread);
  return String(out.read()).split("\r").at(-1) ?? "";
}

function threadOf(card: { text: string; progress?: number }, ...more: Thread["messages"]): Thread {
  const messages = [{ kind: "card" as const, tone: "working", ...card }, ...more];
  return { thread: "t", title: "a boat", job: "j", state: "generating", messages };
}

test("the bar of a video that is there is full, though its card tells no share any more", () => {
  const clip = { kind: "clip" as const, tone: "done", text: "Ready.", clip: { url: "/x.mp4" } };

  const halfWay = lastLine(threadOf({ text: "Filming…", progress: 0.5 }));
  const done = lastLine(threadOf({ text: "Done." }, clip));
  const failed = lastLine(threadOf({ text: "That did not work." }));

  expect(halfWay).toContain(`${"█".repeat(12)}${"░".repeat(12)} 0:00  Filming…`);
  expect(done).toContain(`${FULL} 0:00  Done.`);
  expect(failed).not.toContain("██");
});
