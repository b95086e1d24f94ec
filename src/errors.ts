import type { Said } from "./said.ts";
import type { Params } from "./words.ts";
import { wordsFor } from "./words.ts";

export { unreachable } from "./unreachable.ts";

/**
 * What can go wrong, by who can act on it.
 *
 * - `UserError`: the person who typed the command can; its message is shown as it stands.
 * - `ProviderError`: a video provider said no, or said nothing; `kind` says which.
 * - `PlatformError`: Discord, Slack or the page said no.
 * - `MediaError`: a clip or a picture could not be read or made on this machine.
 *
 * Anything else is a bug: it is logged with its stack, and the person hears only that it is logged.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** The English sentence with `{{name}}` for each of its params: its own key for other languages. */
  readonly sentence: string;
  readonly params: Params;

  constructor(sentence: string, params: Params = {}, options?: ErrorOptions) {
    super(wordsFor("en")(sentence, params), options);
    this.sentence = sentence;
    this.params = params;
  }
}

/**
 * - `refused`: the prompt or the picture breaks the provider's rules.
 * - `invalid`: the request can never work as it is: a bad size, a model that is gone.
 * - `auth`: our key is wrong; `billing`: our account there is empty.
 * - `throttled`: too busy; asking again later is free.
 * - `gone`: the operation is unknown there, or its clip has expired.
 * - `unavailable`: no clear answer, or a failure on their side.
 * - `unknown`: an answer that we cannot read.
 */
export type FailureKind =
  | "refused"
  | "invalid"
  | "auth"
  | "billing"
  | "throttled"
  | "gone"
  | "unavailable"
  | "unknown";

interface ProviderErrorOptions extends ErrorOptions {
  /** `false` only when the request certainly never reached the provider or certainly began nothing. */
  mayHaveBegun?: boolean;
  /** How long the provider asks us to wait, in ms. */
  retryAfter?: number;
}

export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly provider: string;
  readonly kind: FailureKind;
  /**
   * Whether a submit that ended in this error may have begun a generation, and may be billed.
   * By default only answers without a clear "no" may have.
   */
  readonly mayHaveBegun: boolean;
  readonly retryAfter: number | undefined;

  constructor(
    provider: string,
    kind: FailureKind,
    message: string,
    options: ProviderErrorOptions = {},
  ) {
    super(message, options);
    this.provider = provider;
    this.kind = kind;
    this.mayHaveBegun = options.mayHaveBegun ?? (kind === "unavailable" || kind === "unknown");
    this.retryAfter = options.retryAfter;
  }
}

/**
 * - `gone`: the thread or the message no longer exists; `forbidden`: we may not write there.
 * - `too-large`: the clip exceeds what may be uploaded there.
 * - `unavailable`: anything that may pass by itself.
 */
export type PlatformFailure = "gone" | "forbidden" | "too-large" | "unavailable";

interface PlatformErrorOptions extends ErrorOptions {
  /** Why, for whoever wanted something there: with what somebody can do about it. */
  reason?: Said | undefined;
}

export class PlatformError extends Error {
  override readonly name = "PlatformError";
  readonly failure: PlatformFailure;
  readonly reason: Said | undefined;

  constructor(failure: PlatformFailure, message: string, options: PlatformErrorOptions = {}) {
    super(message, options);
    this.failure = failure;
    this.reason = options.reason;
  }
}

/**
 * - `broken`: the file is not what it should be: truncated, not a video, undecodable.
 * - `too-large`: it exceeds a byte bound; `cannot-fit`: no encode gets it under its limit.
 * - `stopped`: cancelled, or it ran out of its time or memory; `crashed`: the worker died.
 * - `unavailable`: neither ffmpeg nor node-av is here.
 * - `disk-full`: the disk has no room for the file.
 */
export type MediaFailure =
  | "broken"
  | "too-large"
  | "cannot-fit"
  | "stopped"
  | "crashed"
  | "unavailable"
  | "disk-full";

export class MediaError extends Error {
  override readonly name = "MediaError";
  readonly failure: MediaFailure;

  constructor(failure: MediaFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}
