import { readBaseUrl } from "../http.ts";

/** Where fal is spoken to: work is queued, pictures are left and prices are asked in three places. */
export interface FalHosts {
  readonly queue: URL;
  readonly rest: URL;
  readonly platform: URL;
}

const OWN: FalHosts = {
  queue: new URL("https://queue.fal.run"),
  rest: new URL("https://rest.fal.ai"),
  platform: new URL("https://api.fal.ai"),
};

/** fal's own hosts, or the one address that stands for all three. Throws `UserError`. */
export function falHosts(address: string | undefined): FalHosts {
  if (address === undefined) return OWN;
  const one = readBaseUrl(address, "FAL_URL");
  return { queue: one, rest: one, platform: one };
}
