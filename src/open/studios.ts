import type { Config } from "../config.ts";
import type { StudioName } from "../config/providers.ts";
import type { Logger } from "../log.ts";
import type { Model, VideoProvider } from "../providers/provider.ts";
import type { Families } from "../providers/request/task.ts";
import type { PreparePicture } from "../providers/request/prepared-pictures.ts";

// Who films for money or on another machine: what there is to say about each, in one place. Its
// adapter is loaded only when it is used.

/** What every studio's adapter is given. */
export interface StudioDeps {
  readonly catalogue: readonly Model[];
  readonly preparePicture: PreparePicture;
  readonly log: Logger;
}

export interface VideoStudio {
  readonly name: string;
  /** The variable that holds its key. */
  readonly key: string;
  /** Which variables switch it on. */
  readonly switchedOnBy: string;
  /** The host where it films by this configuration; nothing when it is off. */
  host(config: Config): string | undefined;
  /** Nothing when it is off. Throws `UserError` for what is configured wrong. */
  open(config: Config, deps: StudioDeps): Promise<VideoProvider | undefined>;
  /** How its account is looked at; nothing when it is off. */
  look(config: Config): (() => Promise<string>) | undefined;
  /** The families that its models may be of; nothing where all are asked for in one way. */
  families(): Promise<Families | undefined>;
}

/** Every studio, in the order of `.env.example`. */
export const STUDIOS: readonly VideoStudio[] = [
  studio("openai", {
    key: "OPENAI_API_KEY",
    switchedOnBy: "OPENAI_BASE_URL, OPENAI_API_KEY",
    host: "api.openai.com",
    open: async (own, deps) =>
      (await import("../providers/openai/openai.ts")).createOpenAiProvider(own, deps),
    look: async (own, { attachmentHosts: namedHosts }) =>
      (await import("../providers/openai/doctor.ts")).lookAtOpenAi({ ...own, namedHosts }),
  }),
  studio("fal", {
    key: "FAL_KEY",
    host: "queue.fal.run",
    open: async (own, deps) =>
      (await import("../providers/fal/fal.ts")).createFalProvider(own, deps),
    look: async (own) => (await import("../providers/fal/doctor.ts")).lookAtFal(own),
    families: async () => (await import("../providers/fal/families.ts")).FAMILIES,
  }),
  studio("openrouter", {
    key: "OPENROUTER_API_KEY",
    host: "openrouter.ai",
    open: async (own, deps) =>
      (await import("../providers/openrouter/openrouter.ts")).createOpenRouterProvider(own, deps),
    look: async (own) => (await import("../providers/openrouter/doctor.ts")).lookAtOpenRouter(own),
  }),
  studio("muapi", {
    key: "MUAPI_API_KEY",
    host: "api.muapi.ai",
    open: async (own, deps) =>
      (await import("../providers/muapi/muapi.ts")).createMuApiProvider(own, deps),
    look: async (own) => (await import("../providers/muapi/doctor.ts")).lookAtMuApi(own),
    families: async () => (await import("../providers/muapi/families.ts")).FAMILIES,
  }),
  studio("eachlabs", {
    key: "EACHLABS_API_KEY",
    host: "api.eachlabs.ai",
    open: async (own, deps) =>
      (await import("../providers/eachlabs/eachlabs.ts")).createEachLabsProvider(own, deps),
    look: async (own) => (await import("../providers/eachlabs/doctor.ts")).lookAtEachLabs(own),
    families: async () => (await import("../providers/eachlabs/families.ts")).FAMILIES,
  }),
];

interface About<Own> {
  readonly key: string;
  /** Where its key is not all that it may be switched on by. */
  readonly switchedOnBy?: string;
  /** Where it films when no other address is configured. */
  readonly host: string;
  open(own: Own, deps: StudioDeps): Promise<VideoProvider>;
  look(own: Own, config: Config): Promise<string>;
  families?(): Promise<Families>;
}

/** A studio by its own part of the configuration, which is there when it is on. */
function studio<Which extends StudioName>(
  name: Which,
  { key, switchedOnBy = key, host, open, look, families }: About<NonNullable<Config[Which]>>,
): VideoStudio {
  return {
    name,
    key,
    switchedOnBy,
    host(config) {
      const own = config[name];
      if (!own) return undefined;
      return own.baseUrl === undefined ? host : new URL(own.baseUrl).host;
    },
    async open(config, deps) {
      const own = config[name];
      return own && open(own, deps);
    },
    look(config) {
      const own = config[name];
      return own ? () => look(own, config) : undefined;
    },
    families: async () => families?.(),
  };
}
