import { counted, textOf } from "./arrived.ts";
import { actorsIn } from "./blocks.ts";
import type { Shapes } from "./shapes.ts";
import type { Block, FakeFile, FakeView, World } from "./world.ts";

export interface Picture {
  readonly name: string;
  readonly type: string;
  readonly data: Buffer;
}

export type Value = string | boolean | readonly string[] | Picture | readonly Picture[];
export interface Option {
  readonly value: string;
  readonly text: { readonly text: string };
}

export interface Client {
  readonly world: World;
  readonly shapes: Shapes;
  /** What the app offers for what is typed into one of its own selects. */
  offers(view: FakeView, block: Block, part: Block, typed: string): Promise<readonly Option[]>;
}

/** Largest file that a form takes. */
const LARGEST_IN_FORM = 10 * 2 ** 20;

/** Keeps a file that a person put somewhere. */
export async function keep(
  world: World,
  { name, type, data }: Picture,
  made: Pick<FakeFile, "team" | "user"> & Partial<FakeFile>,
): Promise<FakeFile> {
  const stream = (async function* () {
    yield data;
  })();
  const { bytes, sha256 } = await counted(stream);
  return world.addFile({ ...made, name, type, bytes, sha256, data });
}

/**
 * Fills a form as Slack's client does, and throws what the client does not let through: a missing
 * answer, a text that is too long, an option that is not offered. Fields go by block or action id.
 */
export async function filled(
  client: Client,
  view: FakeView,
  given: Readonly<Record<string, Value>>,
  state: "complete" | "as it stands" = "complete",
): Promise<Record<string, Record<string, unknown>>> {
  const values: Record<string, Record<string, unknown>> = {};
  const left = new Set(Object.keys(given));
  for (const { block, part } of actorsIn(view.state.blocks)) {
    const id = String(block["block_id"]);
    const key = id in given ? id : part.action_id;
    left.delete(key);
    if (part.type === "button") continue;
    // oxlint-disable-next-line no-await-in-loop -- a form has few fields
    const value = await stateOf(client, view, block, part, given[key]);
    const isEmpty = Object.values(value).every(
      (one) => one === null || one === undefined || (Array.isArray(one) && one.length === 0),
    );
    const isWanted = state === "complete" && block.type === "input" && block["optional"] !== true;
    if (isWanted && isEmpty) {
      throw new Error(`the form wants ${id}`);
    }
    (values[id] ??= {})[part.action_id] = { type: part.type, ...value };
  }
  if (left.size > 0) throw new Error(`the form has no ${[...left].join(", ")}`);
  return values;
}

/** What Slack tells of one field. */
async function stateOf(
  client: Client,
  view: FakeView,
  block: Block,
  part: Block,
  given: Value | undefined,
): Promise<Record<string, unknown>> {
  switch (part.type) {
    case "plain_text_input":
    case "number_input":
    case "url_text_input":
      return { value: checked(part, given ?? (part["initial_value"] as string | undefined)) };
    case "static_select":
    case "radio_buttons":
      return { selected_option: chosen(part, given) ?? part["initial_option"] ?? null };
    case "external_select": {
      const offered =
        given === undefined ? [] : await client.offers(view, block, part, textOf(given));
      const found = chosen({ ...part, options: offered }, given);
      return { selected_option: found ?? part["initial_option"] ?? null };
    }
    case "checkboxes":
    case "multi_static_select": {
      const wanted = given === undefined ? undefined : [given].flat().map(String);
      const found = wanted?.map((one) => chosen(part, one));
      return { selected_options: found ?? part["initial_options"] ?? [] };
    }
    case "conversations_select": {
      const here = part["default_to_current_conversation"] === true ? view.channel : undefined;
      return { selected_conversation: given ?? part["initial_conversation"] ?? here ?? null };
    }
    case "channels_select":
      return { selected_channel: given ?? part["initial_channel"] ?? null };
    case "users_select":
      return { selected_user: given ?? part["initial_user"] ?? null };
    case "file_input":
      return { files: await put(client, view, part, given) };
    default:
      throw new Error(`nobody can fill ${part.type} here yet`);
  }
}

async function put(
  { world, shapes }: Client,
  { team, user }: FakeView,
  part: Block,
  given: Value | undefined,
): Promise<unknown[]> {
  const pictures = given === undefined ? [] : ([given].flat() as Picture[]);
  if (pictures.length > Number(part["max_files"] ?? 10)) throw new Error("too many files");
  const types = part["filetypes"] as string[] | undefined;
  const isWrong = ({ name }: Picture) =>
    types !== undefined && !types.includes(name.split(".").at(-1)?.toLowerCase() ?? "");
  if (pictures.some(isWrong)) throw new Error("a file of this type is not taken");
  if (pictures.some(({ data }) => data.length > LARGEST_IN_FORM)) throw new Error("too large");
  const made = { team, user, isOfForm: true };
  const files = await Promise.all(pictures.map((one) => keep(world, one, made)));
  return files.map((one) => shapes.file(one));
}

function checked(part: Block, given: Value | undefined): string | null {
  if (given === undefined || given === "") return null;
  const text = textOf(given);
  if (text.length > Number(part["max_length"] ?? 3_000)) throw new Error("the text is too long");
  if (text.length < Number(part["min_length"] ?? 0)) throw new Error("the text is too short");
  return text;
}

/** An option by its value or its words. */
function chosen(part: Block, given: Value | undefined): Option | undefined {
  if (given === undefined) return undefined;
  const { options, option_groups: groups } = part as unknown as {
    options?: Option[];
    option_groups?: { options: Option[] }[];
  };
  const all = options ?? (groups ?? []).flatMap((one) => one.options);
  const wanted = textOf(given);
  const found = all.find(({ value, text }) => value === wanted || text.text === wanted);
  if (!found) throw new Error(`${wanted} is not offered`);
  return found;
}

/** What an action says that a person did to a part of a message or a view. */
export function actionOf(part: Block, given: Value | undefined): Record<string, unknown> {
  const { type, action_id, text, value, style } = part;
  switch (type) {
    case "button":
      return { type, action_id, text, value, style };
    case "static_select":
    case "radio_buttons":
    case "overflow":
      return { type, action_id, selected_option: chosen(part, given) };
    case "checkboxes":
    case "multi_static_select": {
      const wanted = given === undefined ? [] : [given].flat().map(String);
      return { type, action_id, selected_options: wanted.map((one) => chosen(part, one)) };
    }
    case "conversations_select":
      return { type, action_id, selected_conversation: given };
    case "channels_select":
      return { type, action_id, selected_channel: given };
    case "users_select":
      return { type, action_id, selected_user: given };
    default:
      return { type, action_id, value: given ?? value };
  }
}
