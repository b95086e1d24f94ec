import { z } from "zod";
import {
  InActions,
  InContext,
  InContextActions,
  InInput,
  InSection,
  name,
  pictured,
  plain,
  text,
  words,
} from "./elements.ts";
import { Refusal, wrongAt } from "./refusal.ts";
import type { Block } from "./world.ts";

const named = { block_id: name.optional() };
const block = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...named, ...shape });

const richText = block("rich_text", { elements: z.array(z.record(z.string(), z.json())) });
const taskCard = block("task_card", {
  task_id: words(255),
  title: words(256),
  status: z.enum(["pending", "in_progress", "complete", "error"]),
  details: richText.optional(),
  output: richText.optional(),
  sources: z
    .array(z.strictObject({ type: z.literal("url"), url: z.url(), text: words(256) }))
    .optional(),
});
const HIDDEN = "must have either text or fields";
const section = block("section", {
  text: text(3_000).optional(),
  fields: z.array(text(2_000)).min(1).max(10).optional(),
  accessory: InSection.optional(),
  expand: z.boolean().optional(),
}).refine((one) => one.text !== undefined || one.fields !== undefined, HIDDEN);

const everywhere = [
  section,
  block("actions", { elements: z.array(InActions).min(1).max(25) }),
  block("context", { elements: z.array(InContext).min(1).max(10) }),
  block("divider", {}),
  block("header", { text: plain(150), level: z.int().min(1).max(4).optional() }),
  block("image", { ...pictured, title: plain(2_000).optional() }),
  block("input", {
    label: plain(2_000),
    hint: plain(2_000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: InInput,
  }),
  richText,
] as const;
const plan = block("plan", {
  title: words(256),
  tasks: z.array(taskCard).max(50).optional(),
});
const InMessage = z.discriminatedUnion("type", [
  ...everywhere,
  block("markdown", { text: words(12_000) }),
  block("context_actions", { elements: z.array(InContextActions).min(1).max(5) }),
  block("alert", {
    text: text(3_000),
    level: z.enum(["default", "info", "warning", "error", "success"]).optional(),
  }),
  plan,
  taskCard,
]);
const InView = z.discriminatedUnion("type", everywhere);

const View = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("modal"),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    blocks: z.array(InView).max(100),
    private_metadata: z.string().max(3_000).optional(),
    callback_id: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal("home"),
    blocks: z.array(InView).max(100),
    private_metadata: z.string().max(3_000).optional(),
    callback_id: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
  }),
]);
const LARGEST_VIEW = 250_000;
const NEW_BLOCKS = ["plan", "task_card", "alert"];

/** What decides on blocks beside themselves. */
export interface Rules {
  /** Whether this workspace has the newest blocks. */
  readonly knowsPlan: boolean;
  /** Whether a file of Slack's can be shown as a picture by now. */
  shows(file: string): boolean;
}

/** The blocks of a message as Slack keeps them; throws what it refuses. */
export function messageBlocks(given: unknown, { knowsPlan, shows }: Rules): Block[] {
  const parsed = z.array(InMessage).max(50).safeParse(given);
  if (!parsed.success) throw wrongAt("invalid_blocks", objectionsOf(parsed.error, "/blocks"));
  const blocks = parsed.data as Block[];
  const known = knowsPlan ? [] : blocks.filter(({ type }) => NEW_BLOCKS.includes(type));
  // A workspace that has not got them yet is no fault of the app.
  if (known.length > 0) throw new Refusal("invalid_blocks", { unsupported: true });
  // Nor is a picture that Slack has not looked through yet.
  const hidden = filesIn(blocks).some((file) => !shows(file));
  if (hidden) throw new Refusal("invalid_blocks", { unsupported: true });
  const types = new Set(blocks.map(({ type }) => type));
  const wrong = [
    ...repeated(blocks),
    ...(types.has("plan") && types.has("task_card") ? ["plan beside task_card"] : []),
    ...blocks
      .filter(({ type, status }) => type === "task_card" && status === "pending")
      .map(() => "pending outside a plan"),
    ...markdownLength(blocks),
  ];
  if (wrong.length > 0) throw wrongAt("invalid_blocks", wrong);
  return numbered(blocks);
}

/** A view as Slack keeps it; throws what it refuses. */
export function viewOf(given: unknown, kind: "modal" | "home") {
  const parsed = View.safeParse(given);
  if (JSON.stringify(given ?? "").length > LARGEST_VIEW) throw new Refusal("view_too_large");
  if (!parsed.success) throw wrongAt("invalid_arguments", objectionsOf(parsed.error, "/view"));
  const view = parsed.data;
  const blocks = view.blocks as Block[];
  const wrong = repeated(blocks);
  const needsSubmit = blocks.some(({ type }) => type === "input");
  if (view.type !== kind) wrong.push(`a view of type ${view.type} where ${kind} is wanted`);
  if (view.type === "modal" && needsSubmit && view.submit === undefined) {
    wrong.push("missing required field: submit [json-pointer:/view]");
  }
  if (wrong.length > 0) throw wrongAt("invalid_arguments", wrong);
  return { ...view, blocks: numbered(blocks) };
}

/** What acts in blocks: buttons, selects, inputs, each with the block that holds it. */
export function actorsIn(blocks: readonly Block[]) {
  return blocks.flatMap((one) => {
    const { elements, accessory, element } = one as unknown as {
      elements?: Block[];
      accessory?: Block;
      element?: Block;
    };
    const parts = [...(Array.isArray(elements) ? elements : []), accessory, element];
    return parts
      .filter((part) => part !== undefined && "action_id" in part)
      .map((part) => ({ block: one, part: part as Block & { action_id: string } }));
  });
}

/** The files of Slack's that blocks show, by id. */
function filesIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((one) => {
    const { elements = [], accessory } = one as { elements?: unknown[]; accessory?: unknown };
    return [one, accessory, ...elements].flatMap((part) => {
      const { slack_file: file } = (part ?? {}) as { slack_file?: { id?: string; url?: string } };
      return file === undefined ? [] : [file.id ?? file.url?.split("-").at(-1) ?? ""];
    });
  });
}

/** Ids that are there twice, defaults that are no option, and selects with two lists. */
function repeated(blocks: readonly Block[]): string[] {
  const ids = blocks.flatMap((one) => (one["block_id"] === undefined ? [] : [one["block_id"]]));
  const wrong = new Set(ids).size === ids.length ? [] : ["block_id is there twice"];
  for (const one of blocks) {
    const inside = actorsIn([one]).map(({ part }) => part);
    const actions = inside.map((part) => part.action_id);
    if (new Set(actions).size !== actions.length) wrong.push("action_id is there twice in a block");
    wrong.push(...inside.flatMap(wrongChoices));
  }
  return wrong;
}

function wrongChoices(part: Block): string[] {
  if (!("options" in part || "option_groups" in part)) {
    const needs = ["static_select", "multi_static_select"].includes(part.type);
    return needs ? ["a select without options"] : [];
  }
  const { options, option_groups: inGroups } = part as {
    options?: Block[];
    option_groups?: Block[];
  };
  if (options && inGroups) return ["options beside option_groups"];
  const all = options ?? (inGroups ?? []).flatMap((group) => group["options"] as Block[]);
  const values = all.map((one) => one["value"]);
  const first = [part["initial_option"], ...((part["initial_options"] ?? []) as unknown[])];
  const isOffered = (one: unknown) =>
    one === undefined || all.some((other) => JSON.stringify(other) === JSON.stringify(one));
  return [
    ...(new Set(values).size === values.length ? [] : ["two options with one value"]),
    ...(first.every(isOffered) ? [] : ["an initial option that is not among the options"]),
  ];
}

function markdownLength(blocks: readonly Block[]): string[] {
  const all = blocks.filter(({ type }) => type === "markdown").map((one) => String(one["text"]));
  return all.join("").length > 12_000 ? ["markdown of more than 12000 characters"] : [];
}

/** Slack names the blocks and buttons that have no name. */
function numbered(blocks: readonly Block[]): Block[] {
  return blocks.map((one, at) => {
    const { elements } = one as unknown as { elements?: Block[] };
    const parts = one.type === "actions" ? { elements: elements?.map(namedButton) } : {};
    return { block_id: `b${at}`, ...one, ...parts };
  });
}

function namedButton(part: Block, at: number): Block {
  return "action_id" in part ? part : { ...part, action_id: `a${at}` };
}

function objectionsOf(error: z.ZodError, root: string): string[] {
  return error.issues.map(
    ({ message, path }) => `${message} [json-pointer:${[root, ...path.map(String)].join("/")}]`,
  );
}
