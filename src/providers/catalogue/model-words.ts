import { formatMoney } from "../../money.ts";
import type { Micros } from "../../money.ts";
import type { Mode, Model } from "../provider.ts";

const MODE_WORDS: Record<Mode, string> = {
  text: "text",
  image: "a picture",
  "first-last": "a first and a last picture",
  reference: "reference pictures",
  edit: "a clip to edit",
  extend: "a clip to extend",
  storyboard: "a storyboard",
  characters: "characters",
};

/** `4 to 20 seconds`, `4, 8 or 12 seconds`. */
export function secondsInWords(seconds: readonly number[]): string {
  const first = seconds[0] ?? 0;
  const last = seconds.at(-1) ?? first;
  const isRange = seconds.length > 2 && last - first === seconds.length - 1;
  const text = isRange ? `${first} to ${last}` : orList(seconds.map(String));
  return `${text} second${text === "1" ? "" : "s"}`;
}

export function modesInWords(modes: readonly Mode[]): string {
  return orList(modes.map((mode) => MODE_WORDS[mode]));
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** What a model can and costs, on one line. */
export function describeModel(model: Model): string {
  return [
    `${model.title} (${model.id})`,
    priceInWords(model.pricePerSecond),
    secondsInWords(model.seconds),
    model.aspects.join(", "),
    model.resolutions.join(", "),
    `from ${modesInWords(model.modes)}`,
    model.audio ? "with sound" : "silent",
    ...licenceInWords(model),
  ].join(" · ");
}

function priceInWords(prices: Model["pricePerSecond"]): string {
  const amounts = Object.entries(prices).filter((entry): entry is [string, Micros] => !!entry[1]);
  const [first, ...others] = amounts;
  if (!first) return "free";
  if (others.every(([, amount]) => amount === first[1])) return `${formatMoney(first[1])} a second`;
  return amounts.map(([name, amount]) => `${formatMoney(amount)} a second in ${name}`).join(", ");
}

function licenceInWords({ commercialUse, watermark }: Model): string[] {
  return [
    ...(commercialUse === undefined
      ? []
      : [commercialUse ? "commercial use allowed" : "no commercial use"]),
    ...(watermark === undefined ? [] : [watermark ? "watermark" : "no watermark"]),
  ];
}
