import { jsonOf, textOf } from "./arrived.ts";
import { Refusal } from "./refusal.ts";
import type { FakeChannel, FakeFile, FakeTeam, FakeToken, FakeUser, World } from "./world.ts";

/** One call of a method whose token and arguments have been looked at. */
export interface Call {
  readonly args: Readonly<Record<string, unknown>>;
  readonly token: FakeToken;
  readonly team: FakeTeam;
  text(name: string): string;
  /** An argument that is an object or a list. */
  json(name: string): unknown;
  isOn(name: string): boolean;
  needs(scope: string): void;
  /** A channel that this token may see. */
  channel(name?: string): FakeChannel;
  /** A channel that the bot is in, and that is not archived. */
  ownChannel(name?: string): FakeChannel;
  person(name?: string): FakeUser;
  file(id: string): FakeFile;
  /** Refuses what belongs to a workspace that this token is not for, and tells of it. */
  checkTeam(team: string, what: string, code: string): void;
}

/** A method of the Web API. */
export interface Method {
  readonly scope?: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  answer(call: Call): Record<string, unknown>;
}

/** What a token opens, and to whom a stranger's is reported. */
export function createCalls(world: World, complain: (what: string) => void) {
  function reaches(token: FakeToken, team: string): boolean {
    if (token.team !== undefined) return token.team === team;
    return world.teams.get(team)?.enterprise === token.enterprise;
  }

  /** A token of an organisation works in the workspace that the call names, or its channel is in. */
  function teamFor(token: FakeToken, args: Readonly<Record<string, unknown>>): FakeTeam {
    if (token.team !== undefined) return world.teamOf(token.team);
    const channel = textOf(args["channel"]) || textOf(args["channel_id"]);
    const person = textOf(args["user"]) || textOf(args["user_id"]);
    const named = textOf(args["team_id"]) || world.channels.get(channel)?.team;
    const found = world.teams.get(named ?? world.users.get(person)?.team ?? "");
    const first = [...world.teams.values()].find((one) => one.enterprise === token.enterprise);
    const team = found ?? first;
    if (!team || !reaches(token, team.id)) throw new Refusal("team_access_not_granted");
    return team;
  }

  return {
    reaches,

    tokenOf(value: string): FakeToken {
      if (value === "") throw new Refusal("not_authed");
      const found = world.tokens.get(value);
      if (!found) throw new Refusal("invalid_auth");
      if (found.isRevoked) throw new Refusal("token_revoked");
      if (found.expiresAt <= world.now()) throw new Refusal("token_expired");
      return found;
    },

    create(method: string, token: FakeToken, args: Readonly<Record<string, unknown>>): Call {
      const team = teamFor(token, args);
      const named = textOf(args["team_id"]);
      if (named !== "" && !reaches(token, named)) {
        complain(`${method}: the token of ${token.team} with team_id ${named}`);
      }

      return {
        args,
        token,
        team,
        text: (name) => textOf(args[name]),
        json: (name) => jsonOf(args[name]),
        isOn: (name) => ["true", "1"].includes(textOf(args[name])),

        needs(scope) {
          const provided = [...token.scopes].join(",");
          if (!token.scopes.has(scope)) {
            throw new Refusal("missing_scope", { needed: scope, provided });
          }
        },

        checkTeam(owner, what, code) {
          if (reaches(token, owner)) return;
          complain(
            `${method}: the token of ${token.team ?? token.enterprise} on ${what} of ${owner}`,
          );
          throw new Refusal(code);
        },

        channel(name = "channel") {
          const id = textOf(args[name]);
          const found = world.channels.get(id);
          if (!found) throw new Refusal("channel_not_found");
          this.checkTeam(found.team, `channel ${id}`, "channel_not_found");
          const isIn = found.members.has(world.teamOf(found.team).bot);
          if (found.kind !== "public" && !isIn) throw new Refusal("channel_not_found");
          return found;
        },

        ownChannel(name = "channel") {
          const found = this.channel(name);
          if (found.isArchived) throw new Refusal("is_archived");
          if (!found.members.has(world.teamOf(found.team).bot)) throw new Refusal("not_in_channel");
          return found;
        },

        person(name = "user") {
          const id = textOf(args[name]);
          const found = world.users.get(id);
          if (!found) throw new Refusal("user_not_found");
          // Whoever shares a channel with a workspace is known there.
          const isGuestHere = [...world.channels.values()].some(
            (one) => one.members.has(id) && reaches(token, one.team),
          );
          if (!isGuestHere) this.checkTeam(found.team, `person ${id}`, "user_not_found");
          return found;
        },

        file(id) {
          const found = world.files.get(id);
          if (!found || found.stage === "discarded") throw new Refusal("file_not_found");
          this.checkTeam(found.team, `file ${id}`, "file_not_found");
          if (!isVisible(world, found)) throw new Refusal("file_not_found");
          return found;
        },
      };
    },
  };
}
export type Calls = ReturnType<typeof createCalls>;

/** Whether the app sees a file: its own, of a form, or in a channel that is public or has it. */
export function isVisible(world: World, file: FakeFile): boolean {
  const { bot } = world.teamOf(file.team);
  if (file.user === bot || file.isOfForm) return true;
  return file.shares.some(({ channel }) => {
    const found = world.channels.get(channel);
    return found?.kind === "public" || found?.members.has(bot);
  });
}
