import { PlatformError, UserError } from "../../../errors.ts";
import { said } from "../../../said.ts";
import type { Said } from "../../../said.ts";
import { wordsFor } from "../../../words.ts";
import type { Ask, Attachment, Front, Invocation, Message, Tone } from "../../platform.ts";
import type { SlackPlace, Team } from "../refs.ts";
import { writePlace } from "../refs.ts";
import type { Tokens } from "../tokens.ts";
import type { Api } from "../api.ts";
import { createAnswering } from "../../chat/answering.ts";
import { membershipIn } from "./membership.ts";
import type { People } from "./people.ts";
import type { Places } from "./places.ts";
import type { Asker, Replying } from "./replies.ts";
import type { Unanswered } from "./unanswered.ts";

export const BROKEN = said("Something broke on our side; it is logged. Please try again.");
const always = async () => true;
const NOT_INSTALLED = said("This workspace has not installed me, or has let me go.");
const REFUSALS = {
  stranger: said("Only members of the workspace that this bot belongs to can film here."),
  unknown: said(
    "Slack did not say whether you belong to this workspace, so nothing was begun. Please try again in a minute.",
  ),
};

/** One use of the bot, as it was read from what arrived. */
export interface Heard {
  /** The same when Slack delivers it again. */
  readonly id: string;
  readonly asker: Asker;
  /** The person's own workspace, where it may be another one. */
  readonly home?: string | undefined;
  readonly ask: Ask;
  readonly attachments: Readonly<Record<string, Attachment>>;
  /** Where a video would come; without it, in the person's direct conversation with us. */
  readonly place: Omit<SlackPlace, "team" | "enterprise" | "user"> | undefined;
  /** Whether it is not answered yet, by any process; without it, it is heard only once. */
  mayAnswer?(): Promise<boolean>;
}

interface InvocationsDeps {
  readonly api: Api;
  readonly tokens: Tokens;
  readonly people: People;
  readonly places: Places;
  readonly reply: Replying;
  readonly unanswered: Unanswered;
  directOf(team: Team, user: string): Promise<string>;
}

/** Brings what was heard before the bot. It has been acknowledged already. */
export function createInvocations({
  api,
  tokens,
  people,
  places,
  reply,
  unanswered,
  directOf,
}: InvocationsDeps) {
  const inTurn = createAnswering();

  async function tell(asker: Asker, word: Said, tone: Tone = "bad"): Promise<void> {
    const { locale } = await people.of(asker.team, asker.user);
    const text = wordsFor(locale)(word.sentence, word.params);
    const message: Message = { kind: "text", tone, text, locale };
    await reply(asker, { message });
  }

  async function refuse({ asker, mayAnswer = always }: Heard, why: Said): Promise<void> {
    if (await mayAnswer()) await tell(asker, why);
  }

  /**
   * Whether our token is of this very workspace: Slack goes on delivering for a moment after one has
   * let us go, and shared channels bring events of others.
   */
  async function installed(team: Team): Promise<{ isOrg: boolean } | undefined> {
    try {
      const { isOrg } = await tokens.of(team);
      return isOrg || (await api.me(team)).team_id === team.team ? { isOrg } : undefined;
    } catch (error) {
      if (error instanceof PlatformError && error.failure === "forbidden") return undefined;
      throw error;
    }
  }

  async function bring(heard: Heard, front: Front): Promise<void> {
    const { asker, ask, place: asked, mayAnswer = always } = heard;
    const { team, user } = asker;
    const install = await installed(team);
    if (!install) return refuse(heard, NOT_INSTALLED);
    const { person, locale, home } = await people.of(team, user);
    const membership = membershipIn(team, { home, said: heard.home, ...install });
    if (membership !== "member") return refuse(heard, REFUSALS[membership]);
    const place = asked ?? { channel: await directOf(team, user) };
    const obstacle = await places(team, place.channel);
    const invocation: Invocation = {
      id: heard.id,
      platform: "slack",
      guild: `slack:${team.team}`,
      person,
      place: writePlace({ ...team, ...place, user, answerUrl: asker.responseUrl }),
      channels: [`slack:${place.channel}`],
      ask,
      attachments: heard.attachments,
      locale,
      checkPlace() {
        if (obstacle) throw new UserError(obstacle.sentence, obstacle.params);
      },
      async reply(answer) {
        if (await mayAnswer()) await reply(asker, answer);
      },
    };
    return inTurn(() => front.answer(invocation));
  }

  return {
    /** Says what is to be mended, or a kind word, to that person alone. */
    tell,

    async invoke(heard: Heard, front: Front): Promise<void> {
      const { id, asker } = heard;
      const { team, user, channel, thread, responseUrl } = asker;
      const locale = people.localeOf(team, user);
      await unanswered.begun(id, { team, user, channel, thread, responseUrl, locale });
      try {
        await bring(heard, front);
      } catch (error) {
        await refuse(heard, BROKEN);
        throw error;
      } finally {
        await unanswered.answered(id);
      }
    },
  };
}
export type Invocations = ReturnType<typeof createInvocations>;
