import { ProviderError } from "../../errors.ts";
import { clipStream, stillStream } from "../http.ts";
import type { Fetch } from "../http.ts";
import type { ClipStream } from "../provider.ts";
import type { OpenAiClients } from "./client.ts";
import { NAME, toProviderError } from "./failures.ts";

interface ClipSource {
  readonly clients: OpenAiClients;
  readonly fetchLink: Fetch;
  readonly baseUrl: URL;
  readonly now: () => number;
  readonly hasThumbnails: boolean;
}

/** Where a clip lies: with its video, or where the server linked it. */
export interface ClipHandle {
  readonly video: string;
  readonly link?: string | undefined;
}

/** Opens a clip by its link where there is one, else, or when that fails, from the server itself. */
export async function openClip(
  { video, link }: ClipHandle,
  source: ClipSource,
  signal: AbortSignal,
): Promise<ClipStream> {
  if (link !== undefined) {
    const clip = await openLink(link, source, signal).catch(() => undefined);
    if (clip) return clip;
  }
  // Without a query: some servers read `variant` as the number of an output.
  const clip = await clipStream(NAME, await contentOf(video, {}, source, signal));
  if (!source.hasThumbnails) return clip;
  const still = async (wanted: AbortSignal) =>
    stillStream(NAME, await contentOf(video, { variant: "thumbnail" }, source, wanted));
  return { ...clip, still };
}

async function contentOf(
  video: string,
  query: { variant?: "thumbnail" },
  { clients, now }: ClipSource,
  signal: AbortSignal,
): Promise<Response> {
  const { videos } = clients.download;
  return videos.downloadContent(video, query, { signal }).catch((error: unknown) => {
    throw toProviderError(error, now);
  });
}

/** The key goes along only to the server that it belongs to. */
async function openLink(link: string, source: ClipSource, signal: AbortSignal) {
  const { baseUrl, clients, fetchLink } = source;
  const url = new URL(link, baseUrl);
  const headers = new Headers();
  if (url.origin === baseUrl.origin) headers.set("authorization", `Bearer ${clients.ask.apiKey}`);
  const response = await fetchLink(url, { headers, signal });
  if (response.ok) return clipStream(NAME, response);
  await response.body?.cancel();
  throw new ProviderError(NAME, "gone", "The provider's link leads nowhere.");
}
