import { writePlace } from "../../../src/platforms/slack/refs.ts";
import { platformContract } from "../../contract/platform.contract.ts";
import { ANN, GENERAL, TEAM } from "../../fakes/slack/slack.ts";
import { wordsOf } from "../../fakes/slack/reading.ts";
import { openSlackStage } from "./stage.ts";

platformContract(async () => {
  const stage = await openSlackStage();
  const { slack } = stage;

  return {
    platform: stage.platform,
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
    restart: async () => stage.another(),
    close: () => stage.close(),
  };
});
