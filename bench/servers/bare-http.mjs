import { createServer } from "node:http";

// The least that Node can be: the floor of starting and of idling.
createServer((_request, response) => response.end("ready\n")).listen(
  Number(process.env["PORT"]),
  "127.0.0.1",
);
