import { said, sentence } from "../../said.ts";
import type { Said } from "../../said.ts";
import type { Words } from "../../words.ts";
import type { Mode, Model } from "../provider.ts";

/** What a model films from, as it stands behind "from". */
const MODE_WORDS: Record<Mode, string> = {
  text: sentence("text"),
  image: sentence("a picture"),
  "first-last": sentence("a first and a last picture"),
  reference: sentence("reference pictures"),
  edit: sentence("a clip to edit"),
  extend: sentence("a clip to extend"),
  storyboard: sentence("a storyboard"),
  characters: sentence("characters"),
};

/** `4 to 20 seconds`, `4, 8 or 12 seconds`. */
export function secondsInWords(seconds: readonly number[]): Said {
  const first = seconds[0] ?? 0;
  const last = seconds.at(-1) ?? first;
  const isRange = seconds.length > 2 && last - first === seconds.length - 1;
  if (isRange) return said("{{first}} to {{last}} seconds", { first, last });
  if (first === 1 && last === 1) return said("1 second");
  return said("{{lengths, or}} seconds", { lengths: seconds.map(String) });
}

export function modesInWords(modes: readonly Mode[]): Said[] {
  return modes.map((mode) => said(MODE_WORDS[mode]));
}

/** What a model is called, can and costs, on one line. */
export function describeModel(model: Model, words: Words): string {
  const lengths = secondsInWords(model.seconds);
  return [
    model.title,
    ...priceInWords(model.pricePerSecond, words),
    words(lengths.sentence, lengths.params),
    model.aspects.join(", "),
    model.resolutions.join(", "),
    words("from {{modes, or}}", { modes: modesInWords(model.modes) }),
    words(model.audio ? "with sound" : "silent"),
    ...licenceInWords(model, words),
  ].join(" · ");
}

/** Nothing where no price is known: that is not free. */
function priceInWords(prices: Model["pricePerSecond"], words: Words): string[] {
  const amounts = Object.entries(prices).flatMap(([size, price]) =>
    price === undefined ? [] : [{ size, price }],
  );
  const [first, ...others] = amounts;
  if (!first) return [];
  const { price } = first;
  if (others.some((other) => other.price !== price)) {
    return [amounts.map((one) => words("{{price, rate}} a second in {{size}}", one)).join(", ")];
  }
  return [price === 0 ? words("free") : words("{{price, rate}} a second", { price })];
}

function licenceInWords({ commercialUse, watermark }: Model, words: Words): string[] {
  return [
    ...(commercialUse === undefined
      ? []
      : [words(commercialUse ? "commercial use allowed" : "no commercial use")]),
    ...(watermark === undefined ? [] : [words(watermark ? "watermark" : "no watermark")]),
  ];
}
