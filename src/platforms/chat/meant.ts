import { said } from "../../said.ts";
import type { Said } from "../../said.ts";
import { optionFields } from "../options.ts";
import type { Ask, CommandSpec } from "../platform.ts";
import { COURTEOUS, isCourtesy } from "./courtesy.ts";
import type { Topics } from "./topics.ts";
import { ADDS_SCENE } from "./topics.ts";
import { typedCommand, typedLine } from "./typed.ts";
import type { Typed } from "./typed.ts";

/** What somebody has said to us, without our name. */
interface Words {
  readonly words: string;
  /** The thread in which it was said, as topics name it. */
  readonly thread: string | undefined;
  readonly hasPicture: boolean;
  /** The video that it answers, where it names one. */
  readonly video?: string | undefined;
}

/** What words come to: what is typed may, and a courtesy, which is answered in kind. */
export type Meant = Typed | { readonly kind: "courtesy"; readonly answer: Said };

interface MeantDeps {
  readonly commands: readonly CommandSpec[];
  readonly topics: Topics;
}

/**
 * What words without a command's name come to: in the thread of a storyboard its next scene, under a
 * video what is to change in it, elsewhere a video of their own.
 */
export async function meantBy(
  { words, thread, hasPicture, video }: Words,
  { commands, topics }: MeantDeps,
): Promise<Meant> {
  if (!hasPicture && isCourtesy(words)) return { kind: "courtesy", answer: said(COURTEOUS) };
  const context = { commands, hasPicture, canAsk: false };
  const line = typedLine(words, context);
  const isPrompt = line.kind !== "ask" || line.ask.name === "video";
  if (!isPrompt || words.startsWith("/")) return line;
  const asksForScene = thread !== undefined && video === undefined && isPlain(line);
  const board = asksForScene ? await topics.boardOf(thread) : undefined;
  if (board !== undefined) {
    const options = { prompt: words };
    return { kind: "ask", ask: { kind: "action", name: ADDS_SCENE, job: board, options } };
  }
  if (hasPicture) return line;
  const job = video ?? (thread === undefined ? undefined : await topics.videoOf(thread));
  return job === undefined ? line : typedCommand("remix", words, { ...context, known: { job } });
}

/** The option that a picture beside the words is for. */
export function pictureOption(ask: Ask, commands: readonly CommandSpec[]): string {
  const spec = commands.find(({ name }) => name === ask.name);
  const field = spec && optionFields(spec).find(({ kind }) => kind === "picture");
  return field?.name ?? "image";
}

/** Nothing but a prompt: with options of its own it is another video. */
function isPlain(line: Typed): boolean {
  return line.kind === "ask" && Object.keys(line.ask.options).every((name) => name === "prompt");
}
