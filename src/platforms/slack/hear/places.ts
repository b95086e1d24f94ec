import { z } from "zod";
import { UserError } from "../../../errors.ts";
import { remember } from "../../chat/remember.ts";
import type { Api } from "../api.ts";
import { codeOf, isClosed } from "../failures.ts";
import type { Team } from "../refs.ts";
import { isDirect } from "../refs.ts";

/** For how long a channel that we are in is taken for such, in ms. */
const KNOWN_FOR = 60_000;

const Answered = z.object({
  channel: z.object({
    is_member: z.boolean().default(true),
    is_archived: z.boolean().default(false),
  }),
});

/** Whether a video could be shown somewhere, found out before anything is spent. */
export function createPlaces({ api, now }: { api: Api; now: () => number }) {
  const open = new Map<string, number>();

  /** What is in the way, in one sentence; nothing where nothing is known to be. */
  return async function whatIsInTheWay(
    team: Team,
    channel: string,
  ): Promise<UserError | undefined> {
    const key = `${team.team} ${channel}`;
    if (now() - (open.get(key) ?? -Infinity) < KNOWN_FOR) return undefined;
    try {
      const found = Answered.parse(await api.call(team, "conversations.info", { channel })).channel;
      if (found.is_archived) {
        return new UserError("This channel is archived. Ask me in another one, or write to me.");
      }
      if (!found.is_member) return await wayIn(team, channel);
      remember(open, key, now());
      return undefined;
    } catch (error) {
      // What cannot be found out does not keep anybody from filming: posting will tell.
      return isClosed(error) || codeOf(error) === "method_not_supported_for_channel_type"
        ? await wayIn(team, channel)
        : undefined;
    }
  };

  async function wayIn(team: Team, channel: string): Promise<UserError> {
    if (isDirect(channel)) {
      return new UserError(
        "I am no part of this conversation, and nobody can invite me. Write to me directly, or ask in a channel.",
      );
    }
    const { user: name } = await api.me(team);
    return new UserError(
      "I am not in this channel. Type /invite @{{name}} here and ask again, or write to me directly.",
      { name },
    );
  }
}
export type Places = ReturnType<typeof createPlaces>;
