import type { Method } from "./call.ts";
import { Refusal } from "./refusal.ts";
import type { Shapes } from "./shapes.ts";
import type { World } from "./world.ts";
import { APP_ID } from "./world.ts";

/** Methods about who is who, and those that only say yes. */
export function plainMethods(world: World, shapes: Shapes): Record<string, Method> {
  const agree = (required: string[], optional: string[], scope?: string): Method => ({
    scope,
    required,
    optional,
    answer: () => ({}),
  });
  const forAgents = (required: string[], optional: string[]): Method => ({
    scope: "chat:write",
    required,
    optional,
    answer() {
      if (!world.settings.isAgent) throw new Refusal("feature_disabled");
      return {};
    },
  });

  return {
    "auth.test": {
      required: [],
      optional: [],
      answer({ team, token }) {
        const { enterprise } = team;
        return {
          url: `https://${team.domain}.slack.com/`,
          team: team.name,
          user: "rushes",
          team_id: token.team ?? token.enterprise,
          user_id: team.bot,
          bot_id: team.botId,
          is_enterprise_install: token.team === undefined,
          ...(enterprise === undefined ? {} : { enterprise_id: enterprise }),
        };
      },
    },
    "auth.revoke": {
      required: [],
      optional: ["test"],
      answer(call) {
        const isTest = call.isOn("test");
        if (!isTest) call.token.isRevoked = true;
        return { revoked: !isTest };
      },
    },
    "bots.info": {
      scope: "users:read",
      required: [],
      optional: ["bot"],
      answer({ team, text }) {
        const bot = text("bot");
        if (bot !== "" && bot !== team.botId) throw new Refusal("bot_not_found");
        const { botId: id, bot: user_id } = team;
        return { bot: { id, app_id: APP_ID, user_id, name: "rushes", deleted: false } };
      },
    },
    "users.info": {
      scope: "users:read",
      required: ["user"],
      optional: ["include_locale"],
      answer: (call) => ({ user: shapes.user(call.person(), call.isOn("include_locale")) }),
    },
    "team.info": {
      scope: "team:read",
      required: [],
      optional: ["team", "domain"],
      answer({ team: { id, name, domain, enterprise } }) {
        const org = enterprise === undefined ? {} : { enterprise_id: enterprise };
        return { team: { id, name, domain, email_domain: "", ...org } };
      },
    },
    "reactions.add": agree(["channel", "name", "timestamp"], [], "reactions:write"),
    "reactions.remove": agree(["name"], ["channel", "timestamp", "file"], "reactions:write"),
    "assistant.threads.setStatus": agree(
      ["channel_id", "thread_ts", "status"],
      ["loading_messages"],
      "chat:write",
    ),
    "agents.sessions.setStatus": forAgents(
      ["channel_id", "thread_ts", "status"],
      ["title", "initiator_user_id"],
    ),
    "agents.sessions.rename": forAgents(["channel_id", "thread_ts", "title"], []),
  };
}
