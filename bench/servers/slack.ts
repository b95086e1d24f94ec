import { createServer } from "node:http";

// A Slack that says yes to everything and remembers nothing: what it costs is the same for all.
let count = 0;

/** What each method tells beside its yes; the others tell nothing. */
const ANSWERS: Readonly<Record<string, () => object>> = {
  "auth.test": () => ({ team_id: "T1", user_id: "UB", bot_id: "BB", user: "rushes" }),
  "oauth.v2.access": () => ({
    access_token: "xoxb-bench",
    token_type: "bot",
    scope: "commands,chat:write",
    bot_user_id: "UB",
    app_id: "A1",
    team: { id: "T1", name: "Bench" },
    is_enterprise_install: false,
    authed_user: { id: "U1" },
  }),
  "users.info": () => ({ user: { id: "U1", name: "ann", is_admin: true, locale: "en-US" } }),
  "conversations.info": () => ({ channel: { id: "C1", is_member: true } }),
  "chat.postMessage": () => ({
    channel: "C1",
    ts: `1795000000.${String(++count).padStart(6, "0")}`,
  }),
};

createServer((request, response) => {
  request.resume();
  const method = request.url?.split("/").at(-1) ?? "";
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ ok: true, ...ANSWERS[method]?.() }));
}).listen(Number(process.env["PORT"]), "127.0.0.1");
