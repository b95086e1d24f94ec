import { UserError } from "../../errors.ts";
import { hostOf, isPrivateHost } from "./addresses.ts";

/**
 * Checks the address of a server that gets a key. Plain http carries it in the clear, so it is for
 * this machine and its own network only. A name and a password in it would be sent nowhere
 * and logged everywhere. Throws `UserError` that names the variable.
 */
export function readBaseUrl(text: string, variable: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.username + url.password !== "") {
    throw new UserError(
      "{{variable}} must not hold a name or a password: keys have variables of their own",
      { variable },
    );
  }
  if (url?.protocol === "https:") return url;
  if (url?.protocol === "http:" && isPrivateHost(hostOf(url))) return url;
  throw new UserError(
    "{{variable}} is {{address}}: it must be an https address, or http on this machine or in a private network",
    { variable, address: text },
  );
}
