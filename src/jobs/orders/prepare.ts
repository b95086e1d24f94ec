import { UserError } from "../../errors.ts";
import { castOf } from "../../guilds/cast.ts";
import type { Guilds, GuildSettings } from "../../guilds/guilds.ts";
import type { Moderation } from "../../moderation/moderation.ts";
import type { Invocation } from "../../platforms/platform.ts";
import type { Mode, VideoRequest } from "../../providers/provider.ts";
import { styledPrompt } from "../../providers/catalogue.ts";
import type { Order } from "./order.ts";
import type { Part } from "../plan.ts";

/** In these, a prompt is filmed anew: who is in it may change what the model is given. */
const FRESH: readonly Mode[] = ["text", "image", "first-last", "reference"];

/**
 * Makes an order ready to be filmed: what a guild calls by a name becomes words, and stays what it
 * was then. Throws `UserError` for a name that means nothing, and for what may not be filmed here.
 */
export async function prepared(
  invocation: Invocation,
  order: Order,
  { guilds, moderation }: { guilds: Guilds; moderation: Moderation },
): Promise<Order> {
  const { request, plan } = order;
  const { guild } = invocation;
  checkChannel(await guilds.settings(guild), invocation);
  if (!plan) {
    const next = await inWords(request, guild, guilds);
    await moderation.check([styledPrompt(next)]);
    return { ...order, request: next };
  }
  const parts = await Promise.all(plan.parts.map((part) => partInWords(part, guild, guilds)));
  const texts = parts.flatMap((part) => (part.kind === "new" ? styledPrompt(part.request) : []));
  await moderation.check([request.prompt, ...texts]);
  return { ...order, plan: { ...plan, parts } };
}

/** Its price is that of now: it may be what was filmed long ago, or be given something else now. */
async function partInWords(part: Part, guild: string, guilds: Guilds): Promise<Part> {
  if (part.kind === "made") return part;
  const request = await inWords(part.request, guild, guilds);
  const provider = (await guilds.catalogue(guild)).providerOf(part.provider);
  return { ...part, request, quote: await provider.quote(request) };
}

/** Throws `UserError` where the guild's admins do not want videos. */
function checkChannel({ channels }: GuildSettings, invocation: Invocation): void {
  if (!channels || invocation.channels?.some((channel) => channels.includes(channel))) return;
  throw new UserError(
    "Videos are made in other channels; the admins here have set which: /settings",
  );
}

async function inWords(
  request: VideoRequest,
  guild: string,
  guilds: Guilds,
): Promise<VideoRequest> {
  const catalogue = await guilds.catalogue(guild);
  // Throws for a model that does not film here.
  catalogue.find(request.model);
  const { style, look, prompt, cast: before = [], mode } = request;
  const isNewStyle = style !== undefined && look === undefined;
  const chosen = isNewStyle ? await guilds.styles.find(guild, style) : undefined;
  // Whom a video knows already stays as it was, whatever became of the guild's own.
  const cast = castOf(prompt, [...before, ...(await guilds.characters.all(guild))]).map(asKept);
  const next = {
    ...request,
    ...(chosen && { style: chosen.name, look: chosen.words }),
    cast: cast.length > 0 ? cast : undefined,
  };
  const isChanged = chosen !== undefined || cast.length > 0 || before.length > 0;
  // Its first picture is still to come, out of the scene before it.
  const isAwaiting = mode !== "text" && request.pictures.length === 0;
  if (!isChanged || isAwaiting || !FRESH.includes(mode)) return next;
  const portraits = new Set(before.map(({ picture }) => picture?.file));
  const pictures = request.pictures.filter(({ file }) => !portraits.has(file));
  return catalogue.request({ ...next, pictures }, request.model);
}

function asKept({ name, description, picture, ids }: NonNullable<VideoRequest["cast"]>[number]) {
  return { name, description, picture, ids };
}
