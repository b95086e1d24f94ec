import type { Button, Message } from "../../platforms/platform.ts";
import type { Words } from "../../words.ts";
import { wordsFor } from "../../words.ts";
import type { Board, Scene } from "../boards/board.ts";
import type { JobIn } from "../job.ts";
import { NOTHING, sum } from "../../money.ts";

/** One scene of a storyboard, as its thread shows it. */
export function sceneCardOf(job: JobIn<"planning">, scene: Scene): Message {
  const { board, locale, id } = job;
  const say = wordsFor(locale);
  const place = board.scenes.findIndex((one) => one.id === scene.id);
  const button = (action: string, label: string, look: Button["look"]): Button => ({
    action,
    label,
    job: `${id}.${scene.id}`,
    look,
  });
  return {
    kind: "card",
    locale,
    tone: scene.isFilmed ? "good" : "neutral",
    text: scene.isFilmed
      ? say("Scene {{place}}: filmed", { place: place + 1 })
      : say("Scene {{place}}", { place: place + 1 }),
    quote: scene.prompt,
    isAside: true,
    fields: [
      { name: say("Length"), value: `${scene.seconds} s` },
      ...(scene.picture ? [{ name: say("Begins with"), value: say("its own picture") }] : []),
    ],
    buttons: [
      button("scene-edit", say("Edit"), "secondary"),
      ...(place > 0 ? [button("scene-up", say("Earlier"), "secondary")] : []),
      ...(place < board.scenes.length - 1 ? [button("scene-down", say("Later"), "secondary")] : []),
      button("scene-film", filmLabel(board, scene, say), "secondary"),
      button("scene-remove", say("Remove"), "danger"),
    ],
  };
}

/** What one generation has filmed is filmed anew as a whole, and costs as much. */
function filmLabel(board: Board, { quote: price, isFilmed }: Scene, say: Words): string {
  if (board.isWhole) {
    const all = sum(board.scenes.map(({ quote }) => quote));
    return all === NOTHING
      ? say("Film all anew")
      : say("Film all anew for {{price, money}}", { price: all });
  }
  if (price === NOTHING) return say(isFilmed ? "Film it again" : "Film it");
  return isFilmed
    ? say("Film it again for {{price, money}}", { price })
    : say("Film it for {{price, money}}", { price });
}
