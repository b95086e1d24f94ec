import { z } from "zod";

const Url = z.url({ protocol: /^https?$/ });
const OPENAI = "https://api.openai.com/v1";
/** Small and cheap; it only writes prompts. */
const USUAL_COACH = "gpt-4.1-mini";

/** Who helps with prompts, and who looks at them. */
export const adviserVariables = {
  COACH_MODEL: z.string().optional(),
  COACH_URL: Url.optional(),
  COACH_KEY: z.string().optional(),
  MODERATION: z.enum(["off", "openai"]).default("off"),
  MODERATION_URL: Url.optional(),
  MODERATION_KEY: z.string().optional(),
  MODERATION_BLOCKLIST: z.string().optional(),
};

const Advisers = z.object({
  ...adviserVariables,
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.string().optional(),
});
type Advisers = z.output<typeof Advisers>;

/** What each adviser needs; `undefined` for one that is off. */
export function advisersOf(env: Advisers) {
  return {
    coach: coachOf(env),
    moderation: {
      openai:
        env.MODERATION === "off"
          ? undefined
          : { url: env.MODERATION_URL ?? OPENAI, key: moderationKey(env) },
      blocklist: env.MODERATION_BLOCKLIST,
    },
  };
}

/** Whether a check of prompts that is wanted can be had at all. */
export function canModerate(env: Advisers): boolean {
  const isReachable = env.MODERATION_URL !== undefined || moderationKey(env) !== undefined;
  return env.MODERATION === "off" || isReachable;
}

/** OpenAI's own key switches it on; a server of one's own is asked only when it is named. */
function coachOf(env: Advisers) {
  const { COACH_MODEL: named, COACH_URL: url, COACH_KEY: key } = env;
  if (named !== undefined && url !== undefined) return { url, key, model: named };
  if (named !== undefined) {
    return { url: env.OPENAI_BASE_URL ?? OPENAI, key: key ?? env.OPENAI_API_KEY, model: named };
  }
  const own = keyFor(env);
  return own === undefined ? undefined : { url: OPENAI, key: own, model: USUAL_COACH };
}

function moderationKey(env: Advisers): string | undefined {
  return env.MODERATION_KEY ?? (env.MODERATION_URL === undefined ? keyFor(env) : undefined);
}

/** The key of OpenAI itself: one for another server is never sent there. */
function keyFor({ OPENAI_API_KEY: key, OPENAI_BASE_URL: url }: Advisers): string | undefined {
  return url === undefined ? key : undefined;
}
