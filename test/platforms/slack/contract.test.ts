import { describe } from "vitest";
import type { Platform } from "../../../src/platforms/platform.ts";
import { writePlace } from "../../../src/platforms/slack/refs.ts";
import { platformContract } from "../../contract/platform.contract.ts";
import type { FakeSlack } from "../../fakes/slack/slack.ts";
import { ANN, GENERAL, TEAM } from "../../fakes/slack/slack.ts";
import { wordsOf } from "../../fakes/slack/reading.ts";
import { openSlackStage } from "./stage.ts";
import { openWebStage } from "./web-stage.ts";

interface Way {
  readonly slack: FakeSlack;
  readonly platform: Platform;
  another(): Platform;
  close(): Promise<void>;
}

/** Slack as one workspace's tokens open it, and as a workspace that has installed us. */
const WAYS: Readonly<Record<string, () => Promise<Way>>> = {
  socket: () => openSlackStage(),
  async HTTP() {
    const web = await openWebStage();
    await web.slack.person(ANN).installs(web.installUrl);
    const { platform, another } = web.stages[0]!;
    return { slack: web.slack, platform, another, close: () => web.close() };
  },
};

describe.each(Object.entries(WAYS))("over %s", (_way, open) => {
  platformContract(async () => {
    const { slack, platform, another, close } = await open();

    return {
      platform,
      place: async () => writePlace({ team: TEAM, channel: GENERAL, user: ANN }),
      async seen(thread) {
        const { channel, ts } = JSON.parse(thread.replace("slack:", "")) as Record<string, string>;
        const [, ...replies] = slack.messagesIn(channel ?? "", ts);
        return replies.map((message) => ({
          id: `${message.channel}/${message.ts}`,
          words: wordsOf(message),
          hasClip: (message.files ?? []).length > 0,
          files: (message.files ?? []).map(({ name }) => name),
        }));
      },
      restart: async () => another(),
      close,
    };
  });
});
