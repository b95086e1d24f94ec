import { ProviderError } from "../../errors.ts";
import type { ClipStream } from "../provider.ts";
import { bodyOf } from "./body.ts";
import { networkErrorIn } from "./network-error.ts";

const CLIP_TYPE = /^(?:video\/|(?:application|binary)\/(?:octet-stream|binary|mp4)\b)/;

const STILL_TYPE = /^image\//;

/**
 * The body of an answer as a clip. Throws `ProviderError` (`unknown`) when it says that it is
 * something else, such as a page, JSON or nothing at all; its stream fails so too, when it breaks off.
 */
export async function clipStream(provider: string, response: Response): Promise<ClipStream> {
  return streamOf(provider, response, CLIP_TYPE);
}

/** The same for a still of a clip. */
export async function stillStream(provider: string, response: Response): Promise<ClipStream> {
  return streamOf(provider, response, STILL_TYPE);
}

async function streamOf(provider: string, response: Response, wanted: RegExp): Promise<ClipStream> {
  const type = response.headers.get("content-type")?.trim().toLowerCase();
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  if (!response.body || length === 0 || (type && !wanted.test(type)) || isPacked(response)) {
    await response.body?.cancel();
    throw new ProviderError(provider, "unknown", "The provider sent something else than a video.");
  }
  return {
    stream: bodyOf(response, broken(provider)),
    bytes: Number.isSafeInteger(length) ? length : undefined,
  };
}

/** Nobody asked for it packed, and what is packed can be far larger than what arrives. */
function isPacked({ headers }: Response): boolean {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  return encoding !== "" && encoding !== "identity";
}

/** Tells that a clip did not arrive whole, and why. */
function broken(provider: string): (error: Error) => ProviderError {
  return (error) => {
    const why = networkErrorIn(error)?.message ?? "the connection broke";
    return new ProviderError(provider, "unknown", `The video did not arrive whole: ${why}.`, {
      cause: error,
    });
  };
}
