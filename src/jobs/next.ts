import { PlatformError, ProviderError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { Clips } from "../media/clips.ts";
import type { Montage } from "../media/montage.ts";
import type { Platform } from "../platforms/platform.ts";
import type { Model, VideoProvider, VideoRequest } from "../providers/provider.ts";
import type { Store } from "../store/store.ts";
import type { Pace } from "./steps/pace.ts";
import type { Job } from "./job.ts";

/** What a step found, and what comes next. */
export interface Next {
  readonly job: Job;
  /** When the next step is due, in ms from now. 0 means at once, by the same worker. */
  readonly after: number;
  /** How long the generation took, in ms, once that is known. */
  readonly took?: number;
}

/** What is known beside the job itself. */
export interface StepContext {
  /** This worker has just committed the job's present state: nobody else is in the middle of it. */
  readonly isFresh: boolean;
  readonly cancelWish: string | undefined;
  /** Fires when the bot stops: what can be repeated is dropped at once. */
  readonly signal: AbortSignal;
}

export interface StepDeps {
  readonly store: Store;
  readonly providers: ReadonlyMap<string, VideoProvider>;
  readonly platforms: ReadonlyMap<string, Platform>;
  modelOf(id: string): Model | undefined;
  /** Whether a better model than a request's films in its guild. */
  hasFiner(guild: string, request: VideoRequest): Promise<boolean>;
  readonly clips: Clips;
  readonly montage: Montage;
  /** The path of a picture by its name in the pictures folder. */
  picturePath(file: string): string;
  /** Throws a picture away, where it still is. */
  discardPicture(file: string): Promise<void>;
  /** A link to a job's clip as it was made, when the world can reach us. */
  originalUrl(job: string): string | undefined;
  /** Where a provider may tell us that a job has ended, if we can be reached. */
  webhookUrl(provider: string, job: string): string | undefined;
  /** Keeps all jobs together within what a provider bears. */
  readonly pace: Pace;
  readonly maxRunning: number;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Logger;
}

export function providerOf(job: Job, { providers }: Pick<StepDeps, "providers">): VideoProvider {
  const provider = providers.get(job.provider);
  if (provider) return provider;
  throw new ProviderError(job.provider, "unavailable", `${job.provider} is not configured now`, {
    mayHaveBegun: false,
  });
}

export function platformOf(job: Job, { platforms }: Pick<StepDeps, "platforms">): Platform {
  const platform = platforms.get(job.platform);
  if (platform) return platform;
  throw new PlatformError("unavailable", `${job.platform} is not configured now`);
}
