import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import type { Line } from "./line.ts";
import { createSocketLine } from "./socket.ts";
import { createWebLine } from "./web.ts";

/** Socket Mode for one workspace, or HTTP for all that install us. */
export type Access =
  | { readonly kind: "socket"; readonly botToken: string; readonly appToken: string }
  | {
      readonly kind: "http";
      readonly signingSecret: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly stateSecret: string;
      /** How the world reaches us. */
      readonly publicUrl: string;
    };

interface LineDeps {
  readonly apiUrl: string | undefined;
  readonly installations: Shelf<string>;
  readonly now: () => number;
  readonly log: Logger;
}

export function openLine(access: Access, deps: LineDeps): Line {
  return access.kind === "socket"
    ? createSocketLine({ ...access, ...deps })
    : createWebLine({ ...access, ...deps });
}
