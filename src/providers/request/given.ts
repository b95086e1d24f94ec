import type { VideoRequest } from "../provider.ts";
import type { PreparedPicture } from "./prepared-pictures.ts";
import type { Given } from "./values.ts";

/** What a submission is made of, once `leave` has put each picture where the provider can read it. */
export async function givenBy(
  request: VideoRequest,
  pictures: readonly PreparedPicture[],
  leave: (picture: PreparedPicture) => Promise<string>,
): Promise<Given> {
  const left: { role: PreparedPicture["role"]; url: string }[] = [];
  for (const picture of pictures) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: each is in memory meanwhile
    left.push({ role: picture.role, url: await leave(picture) });
  }
  const one = (role: PreparedPicture["role"]) => left.find((picture) => picture.role === role)?.url;
  return {
    request,
    first: one("first"),
    last: one("last"),
    references: left.flatMap(({ role, url }) => (role === "reference" ? [url] : [])),
  };
}
