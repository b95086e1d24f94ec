import { Refusal } from "./refusal.ts";
import type { FakeToken, World } from "./world.ts";
import { APP_ID, CLIENT_ID, CLIENT_SECRET } from "./world.ts";

const CODE_LIFE = 10 * 60_000;
const TOKEN_LIFE = 12 * 3_600_000;

interface Code {
  readonly person: string;
  readonly isOrgWide: boolean;
  readonly redirect: string | undefined;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  isUsed: boolean;
}

/** OAuth v2: somebody agrees, a code goes to the app, and the app gets a token for it. */
export function createOAuth(world: World) {
  const codes = new Map<string, Code>();
  const { now, tokens } = world;

  function issue(person: string, scopes: readonly string[], isOrgWide: boolean): FakeToken {
    const { team } = world.userOf(person);
    const { enterprise } = world.teamOf(team);
    const owner = isOrgWide ? undefined : team;
    const known = [...tokens.values()].find(
      (one) => one.team === owner && one.enterprise === enterprise && !one.isRevoked,
    );
    // Who installs again gets the token that is still good, as long as tokens do not expire.
    if (known && !world.settings.rotates) return Object.assign(known, { scopes: new Set(scopes) });
    return world.grant({
      value: `xoxb-${world.newId("N")}`,
      team: owner,
      enterprise: isOrgWide ? enterprise : undefined,
      scopes: new Set(scopes),
      ...rotating(),
    });
  }

  function rotating() {
    if (!world.settings.rotates) return {};
    return { expiresAt: now() + TOKEN_LIFE, refresh: `xoxe-1-${world.newId("R")}` };
  }

  function refreshed(value: string): Record<string, unknown> {
    const old = [...tokens.values()].find(({ refresh }) => refresh === value && value !== "");
    if (!old || old.isRevoked) throw new Refusal("invalid_refresh_token");
    old.isRevoked = true;
    const { team, enterprise, scopes } = old;
    const fresh = { value: `xoxe.xoxb-1-${world.newId("N")}`, team, enterprise, scopes };
    return answerOf(world.grant({ ...fresh, ...rotating() }), undefined);
  }

  function answerOf(token: FakeToken, person: string | undefined): Record<string, unknown> {
    const { team, enterprise } = token;
    const [some] = [...world.teams.values()].filter((one) =>
      team === undefined ? one.enterprise === enterprise : one.id === team,
    );
    const { refresh, expiresAt } = token;
    const org = team === undefined ? enterprise : some?.enterprise;
    return {
      ok: true,
      access_token: token.value,
      token_type: "bot",
      scope: [...token.scopes].join(","),
      bot_user_id: some?.bot,
      app_id: APP_ID,
      team: team === undefined ? null : { id: team, name: some?.name },
      enterprise: org === undefined ? null : { id: org, name: "Works" },
      is_enterprise_install: team === undefined,
      ...(person === undefined ? {} : { authed_user: { id: person } }),
      ...(refresh === undefined
        ? {}
        : { refresh_token: refresh, expires_in: Math.floor((expiresAt - now()) / 1_000) }),
    };
  }

  return {
    /** Somebody pressed "Allow": where their browser goes next. */
    agree(url: URL, person: string, isOrgWide: boolean): string {
      const { searchParams: asked } = url;
      if (asked.get("client_id") !== CLIENT_ID) throw new Error("invalid_client_id");
      const redirect = asked.get("redirect_uri") ?? undefined;
      if (redirect === undefined) throw new Error("no redirect_uri: the app must send one");
      const code = `code-${world.newId("K")}`;
      const scopes = (asked.get("scope") ?? "").split(",").filter(Boolean);
      const expiresAt = now() + CODE_LIFE;
      codes.set(code, { person, isOrgWide, redirect, scopes, expiresAt, isUsed: false });
      const back = new URL(redirect);
      back.searchParams.set("code", code);
      back.searchParams.set("state", asked.get("state") ?? "");
      return back.href;
    },

    /** `oauth.v2.access`; `basic` is what the header says of the client. */
    access(args: Readonly<Record<string, string>>, basic: string): Record<string, unknown> {
      const [id, secret] =
        basic === "" ? [args["client_id"], args["client_secret"]] : basic.split(":");
      if (id !== CLIENT_ID) throw new Refusal("invalid_client_id");
      if (secret !== CLIENT_SECRET) throw new Refusal("bad_client_secret");
      if (args["grant_type"] === "refresh_token") return refreshed(args["refresh_token"] ?? "");
      const code = codes.get(args["code"] ?? "");
      if (!code) throw new Refusal("invalid_code");
      if (code.isUsed) throw new Refusal("code_already_used");
      if (code.expiresAt < now()) throw new Refusal("invalid_code");
      if (args["redirect_uri"] !== undefined && args["redirect_uri"] !== code.redirect) {
        throw new Refusal("bad_redirect_uri");
      }
      code.isUsed = true;
      return answerOf(issue(code.person, code.scopes, code.isOrgWide), code.person);
    },
  };
}
export type OAuth = ReturnType<typeof createOAuth>;
