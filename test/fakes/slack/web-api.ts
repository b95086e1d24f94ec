import type { Calls, Method } from "./call.ts";
import { textOf } from "./arrived.ts";
import type { OAuth } from "./oauth.ts";
import { BLUNDERS, Refusal, wrongAt } from "./refusal.ts";
import { APP_TOKEN } from "./world.ts";

/** An answer before it is sent. */
export interface Said {
  readonly status: number;
  readonly json?: Record<string, unknown>;
  readonly text?: string;
  readonly data?: Buffer;
  readonly headers?: Record<string, string>;
  /** It breaks off in the middle. */
  readonly isCut?: boolean;
}

interface WebApiDeps {
  readonly calls: Calls;
  readonly methods: Record<string, Method>;
  readonly oauth: OAuth;
  complain(what: string): void;
  /** A new address for a socket. */
  link(): string;
}

/** Slack's Web API: who calls, with which right, with which arguments; then the method. */
export function createWebApi({ calls, methods, oauth, complain, link }: WebApiDeps) {
  function answered(
    method: string,
    token: string,
    args: Record<string, unknown>,
    basic: string,
  ): Said {
    if (method === "oauth.v2.access") {
      return { status: 200, json: oauth.access(args as Record<string, string>, basic) };
    }
    if (method === "api.test") return { status: 200, json: { ok: true, args } };
    const isForApp = method === "apps.connections.open";
    if (isForApp !== token.startsWith("xapp-") && token !== "") {
      throw new Refusal("not_allowed_token_type");
    }
    if (isForApp) {
      if (token !== APP_TOKEN) throw new Refusal(token === "" ? "not_authed" : "invalid_auth");
      return { status: 200, json: { ok: true, url: link() } };
    }
    const found = methods[method];
    if (!found) throw new Refusal("unknown_method");
    const known = calls.tokenOf(token);
    const call = calls.create(method, known, args);
    if (found.scope !== undefined) call.needs(found.scope);
    checkArguments(found, args);
    const scopes = { "x-oauth-scopes": [...known.scopes].join(",") };
    return { status: 200, json: { ok: true, ...found.answer(call) }, headers: scopes };
  }

  return {
    answer(method: string, token: string, args: Record<string, unknown>, basic: string): Said {
      try {
        return answered(method, token, args, basic);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const isKnown = error.body["unsupported"] === true;
        if (BLUNDERS.has(error.code) && !isKnown) {
          complain(`${method}: ${JSON.stringify(error.body)}`);
        }
        return { status: error.status, json: error.body, headers: error.headers };
      }
    },
  };
}

function checkArguments({ required, optional }: Method, args: Record<string, unknown>): void {
  const missing = required.filter((name) => isEmpty(args[name]));
  const known = [...required, ...optional, "team_id", "token"];
  const unknown = Object.keys(args).filter((name) => !known.includes(name));
  if (missing.length + unknown.length === 0) return;
  throw wrongAt("invalid_arguments", [
    ...missing.map((name) => `missing required field: ${name}`),
    ...unknown.map((name) => `unknown argument: ${name}`),
  ]);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" ? value === null : textOf(value) === "";
}
