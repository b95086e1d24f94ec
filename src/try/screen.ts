import { cardOf, clipOf } from "./thread.ts";
import type { Thread } from "./thread.ts";

const BAR = 24;
/** Where lines are kept, a line is written this often on the way. */
const STEP = 0.25;

/** Where progress is shown: redrawn in a terminal, line by line elsewhere. */
export interface Screen {
  show(thread: Thread): void;
  end(): void;
}

export function createScreen(out: NodeJS.WriteStream): Screen {
  const began = Date.now();
  let title = "";
  let last = "";

  function line(text: string) {
    if (text === last) return;
    last = text;
    out.write(`  ${text}\n`);
  }

  function redraw(text: string) {
    out.write(`\r\u001b[2K  ${text.slice(0, Math.max(20, out.columns - 3))}`);
  }

  return {
    show(thread) {
      if (title === "" && thread.title !== "") {
        title = thread.title;
        out.write(`\n  ${title}\n`);
      }
      const card = cardOf(thread);
      if (!card) return;
      const { text, progress } = card;
      const ms = Date.now() - began;
      if (out.isTTY) redraw(`${bar(clipOf(thread) ? 1 : progress, ms)} ${clock(ms)}  ${text}`);
      else
        line(
          progress === undefined
            ? text
            : `${percent(Math.floor(progress / STEP) * STEP)} ${text.replace(/\s*\d+ %/, "")}`,
        );
    },

    end() {
      if (out.isTTY) out.write("\n");
    },
  };
}

/** Full as far as somebody truly knows; unknown, a light only runs along it. */
function bar(progress: number | undefined, ms: number): string {
  const lit = (index: number) =>
    progress === undefined ? index === Math.floor(ms / 250) % BAR : index < progress * BAR;
  return Array.from({ length: BAR }, (_, index) => (lit(index) ? "█" : "░")).join("");
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`.padStart(5);
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
