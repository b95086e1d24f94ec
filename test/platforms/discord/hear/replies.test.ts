import { expect, test } from "vitest";
import { createLog } from "../../../../src/log.ts";
import { toPlatformError } from "../../../../src/platforms/discord/failures.ts";
import { createReplies } from "../../../../src/platforms/discord/hear/replies.ts";
import type { ApiCall } from "../../../../src/platforms/discord/line/api.ts";

const interaction = {
  id: "1",
  token: "token",
  application_id: "2",
  guild_id: "3",
  channel: { id: "4", type: 0 },
  member: { user: { id: "5", username: "ann" }, permissions: 0n },
  app_permissions: 0n,
  locale: "en",
  attachment_size_limit: 0,
};

/** Whispers while the first such call fails, and answers how often it was tried. */
async function whisper(code: string): Promise<number> {
  const tries: ApiCall[] = [];
  const api = {
    async call(call: ApiCall) {
      if (call.method !== "POST") return undefined;
      tries.push(call);
      if (tries.length === 1) throw toPlatformError(Object.assign(new Error(code), { code }));
      return undefined;
    },
  };
  const reply = createReplies({ api, named: (text) => text, log: createLog("silent") });
  const message = { kind: "text", tone: "bad", text: "No model films that." } as const;
  await reply({ interaction, message: "6", isPrivate: false }, { message });
  return tries.length;
}

test("what was perhaps whispered already is not whispered twice", async () => {
  expect(await whisper("UND_ERR_SOCKET")).toBe(1);
});

test("what has reached nobody is whispered again", async () => {
  expect(await whisper("ECONNREFUSED")).toBe(2);
});
