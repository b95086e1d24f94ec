import { Routes } from "discord.js";
import { z } from "zod";
import type { Api } from "../line/api.ts";
import { isMark } from "./marks.ts";
import { idAt } from "./snowflake.ts";

const PAGE = 100;
/** Of what was said since it was tried, in pages: beyond, it is posted anew. */
const MOST_PAGES = 10;
/** How far our clock and Discord's may differ, in ms. */
const AROUND = 5 * 60_000;

interface Part {
  readonly id?: number | undefined;
  readonly custom_id?: string | undefined;
  readonly components?: readonly Part[] | undefined;
}
const Part: z.ZodType<Part> = z.object({
  id: z.number().optional(),
  custom_id: z.string().optional(),
  components: z.lazy(() => z.array(Part)).optional(),
});
const Listed = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    attachments: z.array(z.unknown()),
    components: z.array(Part),
  }),
);
type Shown = z.infer<typeof Listed>[number];

interface Wanted {
  readonly channel: string;
  /** What it was marked with. */
  readonly mark: number;
  /** The ids of its buttons. */
  readonly buttons: readonly string[];
  readonly hasFiles: boolean;
  /** Our own id on Discord. */
  readonly app: string;
  /** When it was first tried, in epoch ms. */
  readonly since: number;
}

/**
 * Looks in a channel for a message of ours among all that has come since it was tried: Discord
 * remembers a nonce for minutes only.
 */
export async function findMessage(api: Api, wanted: Wanted): Promise<string | undefined> {
  const route = Routes.channelMessages(wanted.channel);
  let after = idAt(wanted.since - AROUND);
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { limit: String(PAGE), after };
    const messages = Listed.parse(await api.call({ method: "GET", route, query }));
    const found =
      messages.find((one) => isMarked(one, wanted)) ?? messages.find((one) => isLike(one, wanted));
    if (found || messages.length < PAGE) return found?.id;
    after = newestOf(messages, after);
  }
  return undefined;
}

function isMarked({ author, components: [first] }: Shown, { mark, app }: Wanted): boolean {
  return author.id === app && first?.id === mark;
}

/** One that was changed meanwhile has lost its mark: then its buttons say what it is. */
function isLike(shown: Shown, { buttons, hasFiles, app }: Wanted): boolean {
  const { author, attachments, components } = shown;
  const isOurs = author.id === app && !isMark(components[0]?.id);
  if (!isOurs || buttons.length === 0 || attachments.length > 0 !== hasFiles) return false;
  return buttonsIn(components).join() === buttons.join();
}

function buttonsIn(parts: readonly Part[]): string[] {
  return parts.flatMap(({ custom_id: id, components = [] }) => [
    ...(id === undefined ? [] : [id]),
    ...buttonsIn(components),
  ]);
}

function newestOf(messages: readonly Shown[], before: string): string {
  return messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), before);
}
