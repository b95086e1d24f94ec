import { z } from "zod";
import { wordsFor } from "../../../words.ts";
import type { Draft } from "../draft.ts";
import type { Block } from "../show/blocks.ts";
import { context } from "../show/blocks.ts";
import { Filled } from "./arriving.ts";
import type { Desk } from "./desk.ts";
import type { View } from "./form.ts";
import { FormNote, PRICED, PRICING } from "./form.ts";
import type { Asker } from "./replies.ts";

const PRICE = "price";

/** A form that is open, as Slack hands it back: all of it is sent again, with the price. */
const Open = z.looseObject({
  id: z.string(),
  type: z.literal("modal"),
  callback_id: z.string(),
  title: z.unknown(),
  submit: z.unknown(),
  close: z.unknown(),
  private_metadata: z.string(),
  blocks: z.array(z.looseObject({ block_id: z.string().optional() })),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), Filled)) }),
});

/** Tells the price of what is chosen in a form, when that changes. */
export async function showPrice(raw: unknown, asker: Asker, desk: Desk): Promise<void> {
  const open = Open.safeParse(raw);
  if (!open.success) return;
  const { id, state, type, callback_id, title, submit, close, private_metadata, blocks } =
    open.data;
  const chosen = PRICING.flatMap((name) => {
    const filled = state.values[name]?.[name];
    const value = filled?.selected_option?.value ?? filled?.value ?? undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  const hasFile = Object.values(state.values).some((elements) =>
    Object.values(elements).some(({ files }) => (files ?? []).length > 0),
  );
  const draft = draftOf(private_metadata, Object.fromEntries(chosen), hasFile);
  const price = await priceBlock(draft, asker, desk);
  const others = blocks.filter(({ block_id: block }) => block !== PRICE);
  const form = { type, callback_id, title, submit, close, private_metadata };
  const view = { ...form, blocks: [...others, ...price] };
  await desk.api.call(asker.team, "views.update", { view_id: id, view });
}

/** The same for a form that has just been opened. */
export async function showFirstPrice(
  { id, view, given }: { id: string; view: View; given: object },
  asker: Asker,
  desk: Desk,
): Promise<void> {
  const priced = await withPrice(view, given, asker, desk);
  if (priced === view) return;
  await desk.api.call(asker.team, "views.update", { view_id: id, view: priced });
}

/** A form with the price of what stands in it; as it is, where there is none. */
export async function withPrice(
  view: View,
  given: object,
  asker: Asker,
  desk: Desk,
): Promise<View> {
  const draft = draftOf(view.private_metadata ?? "", given, false);
  const price = await priceBlock(draft, asker, desk);
  return price.length === 0 ? view : { ...view, blocks: [...view.blocks, ...price] };
}

function draftOf(metadata: string, chosen: object, hasFile: boolean): Draft | undefined {
  const { ask, given, pick } = FormNote.parse(JSON.parse(metadata));
  if (!PRICED.includes(ask.name)) return undefined;
  const options = { ...given, ...(ask.kind === "action" ? { job: ask.job } : {}), ...chosen };
  return { name: ask.name, options, hasPicture: hasFile || pick !== undefined };
}

async function priceBlock(
  draft: Draft | undefined,
  { team, user }: Asker,
  desk: Desk,
): Promise<Block[]> {
  const price = draft && (await desk.priceOf(`slack:${team.team}`, draft));
  if (!price) return [];
  const say = wordsFor(desk.people.localeOf(team, user));
  return [{ ...context(say(price.sentence, price.params)), block_id: PRICE }];
}
