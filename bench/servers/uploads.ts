import { createServer } from "node:http";
import { finished } from "node:stream/promises";

// As much of Discord's REST API as an upload meets: it swallows whatever comes, in a guild of tier 3.
const GUILD = { id: "222222222222222222", premium_tier: 3 };
const ME = { id: "111111111111111111" };

const server = createServer((request, response) => {
  void (async () => {
    const url = request.url ?? "/";
    request.resume();
    await finished(request);
    const isList = request.method === "GET" && url.includes("/messages");
    const one = url.includes("/guilds/") ? GUILD : ME;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(isList ? [] : one));
  })();
});
server.listen(Number(process.env["PORT"]), "127.0.0.1");
