import { afterEach, beforeEach, expect, test } from "vitest";
import { openPlayground } from "../../fakes/playground.ts";

let playground: Awaited<ReturnType<typeof openPlayground>>;
let clip: string;
beforeEach(async () => {
  playground = await openPlayground();
  const { url, bot } = playground;
  await fetch(`${url}/api/local/invocations`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ command: "video", options: { prompt: "a fox" } }),
  });
  await bot.finish("job1");
  const { messages } = await (await fetch(`${url}/api/local/threads/local:job1`)).json();
  clip = `${url}${messages[1].clip.url}`;
});
afterEach(() => playground.close());

test.each([
  ["fox.mp4", "fox.mp4"],
  [`a"; filename="evil.exe`, "a__ filename__evil.exe"],
  ["two\r\nlines", "two__lines"],
  ["Füchse im Schnee.mp4", "F_chse im Schnee.mp4"],
  ["", "clip.mp4"],
  ["x".repeat(300), "x".repeat(100)],
])("a clip is saved under %j as a plain name", async (asked, saved) => {
  const { headers } = await fetch(`${clip}?${new URLSearchParams({ download: asked })}`, {
    method: "HEAD",
  });

  expect(headers.get("content-disposition")).toBe(`attachment; filename="${saved}"`);
});

test("a browser keeps a clip, and what is no clip is not kept", async () => {
  const kept = await fetch(clip, { method: "HEAD" });
  const gone = await fetch(clip.replace(/\w+\.mp4$/, "0.mp4"), { method: "HEAD" });
  const again = await fetch(clip, {
    headers: { "If-None-Match": kept.headers.get("etag") ?? "" },
  });

  expect(kept.headers.get("cache-control")).toContain("immutable");
  expect([gone.status, gone.headers.get("cache-control")]).toEqual([404, "no-store"]);
  expect(again.status).toBe(304);
});
