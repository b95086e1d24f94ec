import { openAsBlob } from "node:fs";
import { z } from "zod";
import { unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import { falError, NAME } from "./failures.ts";

const Place = z.looseObject({ upload_url: z.url(), file_url: z.url() });

/** Leaves a file with fal and answers its address there. Throws `ProviderError`. */
export type Upload = (file: string, type: string, signal: AbortSignal) => Promise<string>;

/** Two steps: fal names a place, and the bytes go there; the key stays with fal. */
export function createUpload(rest: JsonApi, now: () => number): Upload {
  return async (file, type, signal) => {
    const extension = type.split("/")[1] ?? "bin";
    const wish = { content_type: type, file_name: `upload.${extension}` };
    const path = "/storage/upload/initiate?storage_type=fal-cdn-v3";
    const place = Place.safeParse(await rest.send(path, { method: "POST", body: wish }, signal));
    if (!place.success) throw unreadableError(NAME);

    const body = await openAsBlob(file, { type });
    const message = { method: "PUT", body, headers: { "content-type": type } } as const;
    const answer = await rest.answer(place.data.upload_url, message, signal);
    if (answer.status > 299) throw falError(answer, now);
    return place.data.file_url;
  };
}
