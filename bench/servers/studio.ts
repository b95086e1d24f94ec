import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";

// A provider with the shape of OpenAI's: it never answers a create, says of every video that it is
// being filmed, and sends the file `CLIP` as the clip of each.
const clip = process.env["CLIP"];

createServer((request, response) => {
  const url = request.url ?? "/";
  if (url === "/readyz") return response.end("ready\n");
  if (request.method === "POST") return request.resume();
  if (url.endsWith("/content") && clip !== undefined) {
    response.writeHead(200, {
      "content-type": "video/mp4",
      "content-length": statSync(clip).size,
    });
    return createReadStream(clip, { highWaterMark: 2 ** 18 }).pipe(response);
  }
  const id = url.split("/")[3];
  response.writeHead(200, { "content-type": "application/json" });
  return response.end(JSON.stringify({ id, object: "video", status: "in_progress" }));
}).listen(Number(process.env["PORT"]), "127.0.0.1");
