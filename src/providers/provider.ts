import type { Readable } from "node:stream";
import { z } from "zod";
import type { FailureKind } from "../errors.ts";
import { Micros } from "../money.ts";

export const Aspect = z.enum(["16:9", "9:16", "1:1"]);
export type Aspect = z.infer<typeof Aspect>;

export const Resolution = z.enum(["720p", "1080p"]);
export type Resolution = z.infer<typeof Resolution>;

/** What a model can be asked for beside a prompt. */
export const Mode = z.enum([
  "text",
  "image",
  "first-last",
  "reference",
  "edit",
  "extend",
  "storyboard",
  "characters",
]);
export type Mode = z.infer<typeof Mode>;

/** A picture that somebody gave us: checked, upright, without metadata, in the pictures folder. */
export const Picture = z.object({
  /** Its name inside the pictures folder. */
  file: z.string(),
  width: z.int(),
  height: z.int(),
  role: z.enum(["first", "last", "reference"]),
});
export type Picture = z.infer<typeof Picture>;

/** A provider's own handle for work in progress. Plain JSON: it is stored, and read after a restart. */
export const Operation = z.record(z.string(), z.json());
export type Operation = z.infer<typeof Operation>;

/** A finished video of the same provider. */
const Source = z.object({
  job: z.string(),
  /** The provider's own handle for it. */
  operation: Operation,
});

const Shot = z.object({ prompt: z.string(), seconds: z.int() });

/** Who or what a prompt means by `@name`: described once, and kept with the request. */
export const Character = z.object({
  name: z.string(),
  description: z.string(),
  /** How it looks, for models that take references. */
  picture: Picture.optional(),
  /** What providers call it that know characters of their own, by the provider's name. */
  ids: z.record(z.string(), z.string()).optional(),
});
export type Character = z.infer<typeof Character>;

/** What a person asked for, after validation, in words that every provider understands. */
export const VideoRequest = z.object({
  prompt: z.string(),
  /** The model's id in the catalogue. */
  model: z.string(),
  mode: Mode,
  seconds: z.int(),
  aspect: Aspect,
  resolution: Resolution,
  style: z.string().optional(),
  /** The style in words, as it was when it was chosen. */
  look: z.string().optional(),
  /** Whom the prompt names, as they were when it was written. */
  cast: z.array(Character).optional(),
  seed: z.int(),
  pictures: z.array(Picture),
  /** The finished video that it changes or goes on from, in the modes `edit` and `extend`. */
  source: Source.optional(),
  /** The scenes of one film, in the mode `storyboard`; `seconds` is their sum. */
  shots: z.array(Shot).optional(),
});
export type VideoRequest = z.infer<typeof VideoRequest>;

const FrameSize = z.string().regex(/^\d{2,4}x\d{2,4}$/);

/** One entry of the catalogue: what a model can, what it costs, when it retires. Data, not code. */
export const Model = z.object({
  /** What people type, unique over all providers. */
  id: z.string(),
  provider: z.string(),
  /** The provider's own name for it, with `*` for what its family puts there in a mode. */
  name: z.string(),
  /** In which shape it reads a request, where its provider knows several. */
  family: z.string().optional(),
  title: z.string(),
  modes: z.array(Mode),
  seconds: z.array(z.int().positive()).min(1),
  /** How long it films in a mode, where that is not `seconds`. */
  modeSeconds: z.partialRecord(Mode, z.array(z.int().positive()).min(1)).optional(),
  aspects: z.array(Aspect).min(1),
  resolutions: z.array(Resolution).min(1),
  /** The exact pixels, such as `1344x768`, where they differ from what a resolution usually means. */
  sizes: z.partialRecord(Resolution, z.partialRecord(Aspect, FrameSize)).optional(),
  audio: z.boolean(),
  /** Whether it honours a seed. */
  seed: z.boolean(),
  /** Whether a running generation can be cancelled. */
  cancel: z.boolean(),
  /** Whether it truly reports how far it is. */
  progress: z.boolean(),
  promptLength: z.int().positive(),
  /**
   * How many reference pictures it takes, in the mode `reference`; in the mode `characters`, how many
   * characters it knows by their pictures, beside the one that it begins with.
   */
  references: z.int().positive().optional(),
  /** By second of film, for each resolution on offer. */
  pricePerSecond: z.partialRecord(Resolution, Micros),
  /** How long it usually takes, in seconds, before we have learned better. */
  typicalSeconds: z.number().positive(),
  /** After how long a generation is given up, in seconds. */
  deadlineSeconds: z.number().positive(),
  /** ISO date after which it is no longer offered. */
  retiresOn: z.iso.date().optional(),
  commercialUse: z.boolean().optional(),
  watermark: z.boolean().optional(),
});
export type Model = z.infer<typeof Model>;

/** A provider's own handle for a finished clip. Plain JSON, stored. */
export const Asset = z.record(z.string(), z.json());
export type Asset = z.infer<typeof Asset>;

/** How a generation stands. `cost` is there only where the provider reports one. */
export type Snapshot =
  | { readonly status: "queued"; readonly queuePosition?: number }
  /** `progress` from 0 to 1, only where the provider truly reports it. */
  | { readonly status: "running"; readonly progress?: number }
  | { readonly status: "succeeded"; readonly asset: Asset; readonly cost?: Micros }
  | { readonly status: "failed"; readonly kind: FailureKind; readonly reason: string }
  | { readonly status: "cancelled"; readonly cost?: Micros }
  /** The provider had it and threw it away, or no longer knows it (a restarted server). */
  | { readonly status: "expired" }
  | { readonly status: "lost" };

export interface Submission {
  /** Our idempotency key: the same key is the same generation, wherever the provider honours one. */
  readonly key: string;
  readonly request: VideoRequest;
  /** The pictures of the request, in its order, as files to read. */
  readonly picturePaths: readonly string[];
  /** The clip of the request's `source`, as a file to read. */
  readonly sourcePath?: string;
  /** Where the provider may tell us that the generation has ended. */
  readonly webhookUrl?: string;
}

/**
 * - `cancelled`: it has ended, and will cost `cost` or nothing.
 * - `requested`: the provider will try; the next polls tell.
 * - `too_late`, `unsupported`: it goes on.
 */
export type CancelOutcome =
  | { readonly outcome: "cancelled"; readonly cost?: Micros }
  | { readonly outcome: "requested" | "too_late" | "unsupported" };

/** A submission whose answer was lost, as `find` looks for it. */
export interface LostSubmission extends Submission {
  /** When it was sent, in epoch ms. */
  readonly submittedAt: number;
  /** What else of ours has no answer there: what could be one of these is no candidate. */
  readonly others?: readonly VideoRequest[];
}

/** A webhook that was verified: these operations may have changed. Never the truth itself. */
export interface Hint {
  readonly operations: readonly Operation[];
}

/** The bytes of a clip, as they arrive. Whoever asks for it reads it to its end or destroys it. */
export interface ClipStream {
  readonly stream: Readable;
  /** What the provider announces, where it does. */
  readonly bytes: number | undefined;
  /** Opens a still that the provider has made of it, where it makes one. */
  readonly still?: (signal: AbortSignal) => Promise<Pick<ClipStream, "stream" | "bytes">>;
}

/** Someone who makes videos. When the provider fails, its methods throw `ProviderError`. */
export interface VideoProvider {
  readonly name: string;

  /** What it films with now. Never empty while the provider is offered. */
  models(): readonly Model[];

  /** What a request costs at most. Throws `UserError` when this provider cannot film it. */
  quote(request: VideoRequest): Promise<Micros>;

  /**
   * Starts a generation and returns its handle, as soon as the provider has taken it. Sends the
   * request at most once: it never retries. An error tells by `mayHaveBegun` whether something runs.
   * `stopping` drops what comes before, such as leaving pictures there; it never drops the request.
   */
  submit(submission: Submission, signal: AbortSignal, stopping?: AbortSignal): Promise<Operation>;

  /** Asks how a generation stands. Has no effect, so it may be asked again and again. */
  poll(operation: Operation, signal: AbortSignal): Promise<Snapshot>;

  /** Opens the clip of a generation that succeeded. May be asked again for the same asset. */
  open(asset: Asset, signal: AbortSignal): Promise<ClipStream>;

  /** Asks to stop a generation. Idempotent. */
  cancel(operation: Operation, signal: AbortSignal): Promise<CancelOutcome>;

  /**
   * Looks for the generation of a submission whose answer was lost. Answers every candidate, so
   * that the caller can refuse an ambiguous one; empty when there is none, or no way to look.
   */
  find(lost: LostSubmission, signal: AbortSignal): Promise<readonly Operation[]>;

  /** What a submission costs that was lost and never found, as far as `find` has learned. */
  readonly unclearMeans: "charged" | "free";

  /**
   * Which of its models live, as their ids, where the provider can be asked. The others are not
   * offered until the next start.
   */
  check?(signal: AbortSignal): Promise<ReadonlySet<string>>;

  /**
   * Verifies a webhook by its raw body. Throws `ProviderError` of kind `auth` when it is not theirs.
   * `request` is what the job asks for that it was addressed to: it is there only when the address
   * carried our own signature, which nobody but the provider was given.
   */
  webhook(body: Uint8Array, headers: Headers, request?: VideoRequest): Promise<Hint>;
}
