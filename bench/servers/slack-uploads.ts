import { createServer } from "node:http";

// A Slack that swallows files, and shows each in its channel at once.
const origin = `http://127.0.0.1:${process.env["PORT"]}`;
let count = 0;

const ANSWERS: Readonly<Record<string, () => object>> = {
  "files.getUploadURLExternal": () => ({
    upload_url: `${origin}/upload/${++count}`,
    file_id: `F${count}`,
  }),
  "files.info": () => ({
    file: { shares: { public: { C1: [{ ts: `1795000000.${String(count).padStart(6, "0")}` }] } } },
  }),
};

createServer((request, response) => {
  const method = request.url?.split("/").at(-1) ?? "";
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ok: true, ...ANSWERS[method]?.() }));
  });
}).listen(Number(process.env["PORT"]), "127.0.0.1");
