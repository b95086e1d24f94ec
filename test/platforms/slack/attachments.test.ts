import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Attachment } from "../../../src/platforms/platform.ts";
import { createAttachments } from "../../../src/platforms/slack/hear/attachments.ts";
import { createPicks } from "../../../src/platforms/slack/hear/picks.ts";
import { fixedToken } from "../../../src/platforms/slack/tokens.ts";

const TEAM = { team: "T1" };
const INSIDE = "https://files.slack.com/files-pri/T1-F1/fox.png";

/** Who opens attachments, before an address that answers as told. */
function begin(answer: () => Response = () => new Response("a picture")) {
  const fetched: { url: string; token: string | null }[] = [];
  const asked: unknown[] = [];
  const attachmentOf = createAttachments({
    api: {
      async call(_team, method, args) {
        asked.push([method, args]);
        return { file: { id: "F1", url_private: INSIDE } };
      },
      me: () => Promise.reject(new Error("nobody asks")),
    },
    tokens: fixedToken("xoxb-ours", () => {}),
    async fetch(url, { headers }) {
      fetched.push({ url: url.href, token: new Headers(headers).get("authorization") });
      return answer();
    },
    hosts: ["files.near.example:8443"],
  });
  return { attachmentOf, fetched, asked };
}

const opening = ({ open }: Attachment) => open(AbortSignal.timeout(5_000));

test.each([INSIDE, "https://files.near.example:8443/a.png"])(
  "a file of %s is fetched with our token",
  async (url) => {
    const { attachmentOf, fetched } = begin();

    const { stream } = await opening(attachmentOf(TEAM, { id: "F1", url_private: url }));

    expect(await text(stream)).toBe("a picture");
    expect(fetched).toEqual([{ url, token: "Bearer xoxb-ours" }]);
  },
);

test.each([
  "https://files.slack.com.evil.example/a.png",
  "https://evil.example/files.slack.com/a.png",
  "http://files.slack.com/a.png",
  "https://files.slack.com:8443/a.png",
  "https://files.slack.com@evil.example/a.png",
])("our token never goes to %s", async (url) => {
  const { attachmentOf, fetched } = begin();

  const opened = opening(attachmentOf(TEAM, { id: "F1", url_private: url }));

  await expect(opened).rejects.toMatchObject({ failure: "forbidden" });
  expect(fetched).toEqual([]);
});

test.each([
  ["a page to sign in", 200, "text/html; charset=utf-8"],
  ["an error", 500, "image/png"],
])("%s is no picture", async (_what, status, type) => {
  const { attachmentOf } = begin(
    () => new Response("<h1>Sign in</h1>", { status, headers: { "content-type": type } }),
  );

  const opened = opening(attachmentOf(TEAM, { id: "F1", url_private: INSIDE }));

  await expect(opened).rejects.toMatchObject({ failure: "gone" });
});

test("a file of which only the id is told is looked up", async () => {
  const { attachmentOf, fetched, asked } = begin();

  await opening(attachmentOf(TEAM, { id: "F1" }));

  expect(asked).toEqual([["files.info", { file: "F1" }]]);
  expect(fetched.map(({ url }) => url)).toEqual([INSIDE]);
});

test("what was picked in one workspace is not there in another", async () => {
  const { attachmentOf } = begin();
  const kept = new Map<string, string>();
  const memory = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  const picks = createPicks({ memory, attachmentOf, now: Date.now });
  const author = { id: "slack:T1:U1", name: "ann", isApp: false };

  const id = await picks.keep({ team: TEAM, author, file: { id: "F1", name: "fox.png" } });

  expect(await picks.find(TEAM, id)).toMatchObject({ name: "fox.png", picked: { author } });
  expect(await picks.find({ team: "T2" }, id)).toBeUndefined();
});
