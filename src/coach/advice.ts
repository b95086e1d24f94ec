import { unreachable } from "../errors.ts";
import { said } from "../said.ts";
import type { Said } from "../said.ts";
import type { Words } from "../words.ts";
import type { Flaw, Review, Topic } from "./review.ts";

interface Advice {
  readonly title: Said;
  /** As the end of a sentence. */
  readonly name: Said;
  readonly tip: Said;
}

/** What to say about a topic. */
export function adviceOn(topic: Topic): Advice {
  switch (topic) {
    case "subject":
      return {
        title: said("Subject"),
        name: said("who or what it is about"),
        tip: said("Name who or what it is about, with one or two things that one would see."),
      };
    case "action":
      return {
        title: said("Action"),
        name: said("what happens"),
        tip: said("Say the one thing that happens: a verb that can be seen."),
      };
    case "setting":
      return {
        title: said("Setting"),
        name: said("where it is"),
        tip: said("Say where it is: the place around it."),
      };
    case "light":
      return {
        title: said("Light"),
        name: said("the light"),
        tip: said("Say how the light is: the time of day, the weather, a lamp."),
      };
    case "camera":
      return {
        title: said("Camera"),
        name: said("the camera"),
        tip: said("Say how the camera sees it: close or wide, still or with one slow move."),
      };
    default:
      return unreachable(topic);
  }
}

/** What is wrong, and how to mend it. */
export function mending(flaw: Flaw): Said {
  switch (flaw.kind) {
    case "length":
      return said(
        "The prompt says {{spoken}} seconds, and the video has {{seconds}}: set seconds, or leave the number out.",
        { spoken: flaw.spoken, seconds: flaw.seconds },
      );
    case "too-long":
      return said(
        "The prompt says {{spoken}} seconds; this model films at most {{most}} at once. /extend goes on from there.",
        { spoken: flaw.spoken, most: flaw.most },
      );
    case "too-many-words":
      return said("The prompt has {{length}} characters; this model reads at most {{most}}.", {
        length: flaw.length,
        most: flaw.most,
      });
    case "moves":
      return said("Several camera moves in one shot blur each other: keep the best one.");
    case "actions":
      return said(
        "That is a lot to happen in {{seconds}} seconds: one action for each shot works best.",
        { seconds: flaw.seconds },
      );
    default:
      return unreachable(flaw);
  }
}

/** One quiet line for somebody whose prompt is weak; nothing for everybody else. */
export function hintFor({ missing, flaws, isWeak }: Review, say: Words): string | undefined {
  const [flaw] = flaws;
  if (flaw) {
    const { sentence, params } = mending(flaw);
    return say(sentence, params);
  }
  if (!isWeak) return undefined;
  const names = missing.slice(0, 3).map((topic) => adviceOn(topic).name);
  return say("Tip: say more about {{what}}. /coach shows how.", {
    what: names.map(({ sentence, params }) => say(sentence, params)).join(", "),
  });
}
