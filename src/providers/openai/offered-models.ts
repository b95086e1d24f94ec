import type OpenAI from "openai";
import { z } from "zod";
import { UserError } from "../../errors.ts";
import { dollars } from "../../money.ts";
import type { Micros } from "../../money.ts";
import type { Model, Resolution } from "../provider.ts";
import { NAME } from "./failures.ts";
import type { Profile } from "./profiles.ts";

const List = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

/** What a server films with that the catalogue does not know. */
const UNKNOWN_MODEL = {
  provider: NAME,
  modes: ["text", "image"],
  seconds: [4, 8, 12],
  aspects: ["16:9", "9:16"],
  resolutions: ["720p"],
  audio: true,
  seed: false,
  cancel: true,
  progress: true,
  promptLength: 32_000,
  pricePerSecond: {},
  typicalSeconds: 60,
  deadlineSeconds: 1_800,
} satisfies Omit<Model, "id" | "name" | "title">;

interface NamedModel {
  readonly id: string;
  readonly usdPerSecond: number;
}

export interface ModelContext {
  /** The catalogue's entries for this provider. */
  readonly known: readonly Model[];
  readonly profile: Profile;
  /** Whether the server is on this machine or in its own network, where nobody else sends a bill. */
  readonly isPrivate: boolean;
}

/** Reads `OPENAI_MODELS`: ids and dollars by second, `film-1=0.10,film-2=0`. Throws `UserError`. */
export function parseOpenAiModels(text: string): NamedModel[] {
  return text
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [, id, price] = /^\s*(\S+?)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
      if (id !== undefined && price !== undefined) return { id, usdPerSecond: Number(price) };
      throw new UserError(
        `OPENAI_MODELS: "${part.trim()}" must be a model and its dollars by second, such as film-1=0.10`,
      );
    });
}

/** The models that the operator named, at the operator's price. */
export function namedModels(named: readonly NamedModel[], context: ModelContext): Model[] {
  return named.map(({ id, usdPerSecond }) => {
    const entry = context.known.find((model) => model.id === id) ?? entryNamed(id, context);
    // Whoever names a model has it: that it has retired elsewhere does not matter.
    const model = { ...entry, id, retiresOn: undefined };
    return byProfile(priced(model, usdPerSecond), context.profile);
  });
}

/** The models that the server lists, as far as what they cost is known. */
export async function listedModels(
  client: OpenAI,
  context: ModelContext,
  signal?: AbortSignal,
): Promise<Model[]> {
  const { data } = List.parse(await client.get("/models", { signal: signal ?? null }));
  const { known, profile, isPrivate } = context;
  const models = data
    .filter(({ id }) => profile.listsOnlyVideo || known.some(({ name }) => name === id))
    .map(({ id }) => entryNamed(id, context))
    .flatMap((model) => {
      if (Object.keys(model.pricePerSecond).length > 0) return [model];
      return isPrivate ? [priced(model, 0)] : [];
    });
  const unique = new Map(models.map((model) => [model.id, byProfile(model, profile)]));
  return [...unique.values()];
}

function entryNamed(name: string, { known }: ModelContext): Model {
  const entry = known.find((model) => model.name === name);
  return entry ?? { ...UNKNOWN_MODEL, id: name, name, title: name };
}

/** At so much for its cheapest resolution; the others cost more as they do in the catalogue. */
function priced(model: Model, usdPerSecond: number): Model {
  const listed = model.pricePerSecond;
  const least = Math.min(...Object.values(listed));
  const prices = model.resolutions.map((name): [Resolution, Micros] => {
    const own = listed[name];
    const share = own !== undefined && least > 0 ? own / least : 1;
    return [name, dollars(usdPerSecond * share)];
  });
  return { ...model, pricePerSecond: Object.fromEntries(prices) };
}

/** What the server cannot, its models cannot. */
function byProfile(model: Model, profile: Profile): Model {
  return {
    ...model,
    seed: model.seed && profile.sendsSeed,
    cancel: profile.deleteCancels,
    progress: profile.progress !== false,
  };
}
