import { said } from "../../../said.ts";
import type { Said } from "../../../said.ts";
import { unreachable } from "../../../unreachable.ts";
import { meantBy } from "../../chat/meant.ts";
import type { Topics } from "../../chat/topics.ts";
import type { Ask, CommandSpec, Tone } from "../../platform.ts";
import { withoutLacking } from "../lacking.ts";
import type { FileShape } from "./arriving.ts";
import { picturesIn } from "./attachments.ts";
import { PICTURES } from "./form-fields.ts";

const ONE_PICTURE = said(
  "Only one picture can come with a message. For more of them, type /video --picture.",
);
const NO_PICTURE = said("This is not a picture that can be used: send {{types}}.", {
  types: PICTURES.join(", "),
});

/** What a message comes to: something asked for, or a word to whoever wrote it. */
export type Understood =
  | { readonly kind: "ask"; readonly ask: Ask; readonly picture: FileShape | undefined }
  | { readonly kind: "word"; readonly word: Said; readonly tone: Tone };

interface Written {
  /** Without our name. */
  readonly words: string;
  readonly files: readonly FileShape[];
  /** The thread in which it was written, as topics name it. */
  readonly thread: string | undefined;
}

/** Reads a message to us. What cannot be used of it is said before anything is spent. */
export async function understood(
  { words, files, thread }: Written,
  { commands, topics }: { commands: readonly CommandSpec[]; topics: Topics },
): Promise<Understood | undefined> {
  const pictures = picturesIn(files);
  const hasPicture = pictures.length > 0;
  const meant = withoutLacking(await meantBy({ words, thread, hasPicture }, { commands, topics }));
  switch (meant.kind) {
    case "form":
      return undefined;
    case "mistake":
      return { kind: "word", word: meant.mending, tone: "bad" };
    case "courtesy":
      return { kind: "word", word: meant.answer, tone: "neutral" };
    case "ask": {
      const { ask } = meant;
      if (films(ask, commands)) {
        if (pictures.length < files.length) return { kind: "word", word: NO_PICTURE, tone: "bad" };
        if (pictures.length > 1) return { kind: "word", word: ONE_PICTURE, tone: "bad" };
      }
      return { kind: "ask", ask, picture: pictures[0] };
    }
    default:
      return unreachable(meant);
  }
}

function films({ kind, name }: Ask, commands: readonly CommandSpec[]): boolean {
  return kind === "action" || commands.some((spec) => spec.name === name && spec.opensThread);
}
