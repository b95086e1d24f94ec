import { z } from "zod";
import type { Button, Invocation, Message } from "../platforms/platform.ts";
import { wordsFor } from "../words.ts";

/** What of an invocation is kept until it may be done. */
export const Asked = z.object({
  id: z.string(),
  place: z.string(),
  locale: z.string(),
  ask: z.object({ name: z.string(), options: z.record(z.string(), z.json()) }),
  person: z.object({
    id: z.string(),
    name: z.string(),
    isAdmin: z.boolean(),
    isModerator: z.boolean(),
    isOperator: z.boolean(),
  }),
});

/** Somebody wants to animate a picture of somebody else, whose answer is waited for. */
export const Question = z.object({
  guild: z.string(),
  /** The picture's, by which its platform brings it again. */
  pick: z.string(),
  author: z.object({ id: z.string(), name: z.string() }),
  asked: Asked,
});
export type Question = z.infer<typeof Question>;

/** What was asked for, to be done now that its author has pressed a button: its picture is free. */
export function consented({ asked, pick }: Question, pressed: Invocation): Invocation {
  const { image } = pressed.attachments;
  const attachments: Invocation["attachments"] =
    image?.picked?.pick === pick ? { image: { name: image.name, open: image.open } } : {};
  return { ...pressed, ...asked, ask: { ...asked.ask, kind: "command" }, attachments };
}

/** Asks the author, where everybody can read it. */
export function questionText({ asked, author, pick }: Question): Message {
  const { locale, ask, person } = asked;
  const words = wordsFor(locale);
  const { prompt } = ask.options;
  const button = (action: string, label: string, look: Button["look"]): Button => ({
    action: `consent-${action}`,
    label,
    job: pick,
    look,
  });
  return {
    kind: "card",
    tone: "warning",
    locale,
    text: words(
      "{{asker}} would like to make a video of your picture, {{author}}. May they? A yes is for this video and for what is made from it; until then the picture stays where it is.",
      { asker: person.name, author: author.name },
    ),
    ...(typeof prompt === "string" ? { quote: prompt } : {}),
    mention: author.id,
    buttons: [
      button("yes", words("Yes"), "primary"),
      button("no", words("No"), "secondary"),
      button("never", words("Never mine"), "danger"),
    ],
  };
}

/** What stands in the place of the question once it is answered. */
export function closed({ asked }: Question, text: string): Message {
  return { kind: "text", tone: "neutral", locale: asked.locale, text };
}
