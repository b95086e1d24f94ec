import type { VideoRequest } from "../provider.ts";
import { MENTION, styledPrompt } from "../request/styled-prompt.ts";
import type { Value } from "../request/values.ts";

// What only fal's models are told; the rest stands in `request/values.ts`.

const MOST_CHARACTERS = 2;

/** The prompt for models that only look at a picture or a clip which the prompt names. */
export const promptNaming =
  (word: "@Image" | "@Video"): Value =>
  (given) => {
    const text = styledPrompt(given.request);
    const count = word === "@Video" ? 1 : given.references.length;
    const names = Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
    const missing = names.filter((name) => !text.includes(name));
    return missing.length === 0 ? text : `${text}\n\n${missing.join(", ")}.`;
  };

/** The scenes of one film, each with its own length. */
export const shots: Value = ({ request }) =>
  request.shots?.map((shot) => ({
    prompt: styledPrompt({ ...request, prompt: shot.prompt }),
    duration: String(shot.seconds),
  }));

/** The studio's own ids of whom the prompt names. */
export const characters: Value = ({ request }) => {
  const ids = (request.cast ?? []).flatMap(({ ids: byProvider }) => byProvider?.["fal"] ?? []);
  return ids.length > 0 ? ids.slice(0, MOST_CHARACTERS) : undefined;
};

/** Whom the prompt names and whose picture goes along, beside the picture that the film begins with. */
export const elements: Value = ({ references }) =>
  references.length > 0
    ? references.map((url) => ({ frontal_image_url: url, reference_image_urls: [url] }))
    : undefined;

/** The prompt for models that know such elements by a name of their own. */
export const promptOfElements: Value = ({ request }) => {
  const wordOf = elementWords(request);
  const prompt = request.prompt.replaceAll(
    MENTION,
    (mention, name: string) => wordOf.get(name.toLowerCase()) ?? mention,
  );
  const cast = request.cast?.map((one) => ({
    ...one,
    name: wordOf.get(one.name.toLowerCase()) ?? one.name,
  }));
  return styledPrompt({ ...request, prompt, cast });
};

/** What each of the cast is called whose picture is an element: they come in the pictures' order. */
function elementWords({ cast = [], pictures }: VideoRequest): ReadonlyMap<string, string> {
  const shown = pictures.filter(({ role }) => role === "reference").map(({ file }) => file);
  return new Map(
    cast.flatMap(({ name, picture }) => {
      const index = picture ? shown.indexOf(picture.file) : -1;
      return index < 0 ? [] : [[name.toLowerCase(), `@Element${index + 1}`] as const];
    }),
  );
}

/** Full HD in its real pixels: what is plainly called 1080p there is smaller. */
export const trueResolution: Value = ({ request }) =>
  request.resolution === "1080p" ? "true_1080p" : request.resolution;
