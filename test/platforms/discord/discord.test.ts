import { writePlace } from "../../../src/platforms/discord/refs.ts";
import { platformContract } from "../../contract/platform.contract.ts";
import { createClock } from "../../fakes/clock.ts";
import { wordsOf } from "../../fakes/discord/bot.ts";
import { openDiscordStage } from "../../fakes/discord/stage.ts";
import { GENERAL, GUILD, MIB } from "../../fakes/discord/world.ts";

platformContract(async () => {
  const clock = createClock();
  const { discord, platform, another, close } = await openDiscordStage({ now: clock.now });
  return {
    platform,
    async place() {
      const { id } = discord.people.say("our answer");
      discord.world.messages.get(id)!.author = discord.world.users.get("111111111111111111")!;
      return writePlace({ guild: GUILD, channel: GENERAL, answer: id, limit: 20 * MIB });
    },
    async seen(thread) {
      const { channel } = JSON.parse(thread.replace("discord:", "")) as { channel: string };
      return discord.world.messagesIn(channel).map((message) => ({
        id: message.id,
        words: wordsOf(message),
        hasClip: message.attachments.length > 0,
        files: message.attachments.map(({ filename }) => filename),
      }));
    },
    async restart() {
      // So long that Discord has forgotten what we called our messages.
      clock.advance(10 * 60_000);
      return another();
    },
    close,
  };
});
