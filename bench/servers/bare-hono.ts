import { serve } from "@hono/node-server";
import Sqlite from "better-sqlite3";
import { Hono } from "hono";

// The floor of an acknowledgement: reads the command and answers at once. With `DATABASE` it also
// commits the command to disk before it answers, as one row in one transaction.
const file = process.env["DATABASE"];
const keep = file === undefined ? () => {} : keeper(file);

const app = new Hono();
app.get("/readyz", (c) => c.text("ready\n"));
app.post("/api/local/invocations", async (c) => {
  const { command } = (await c.req.json()) as { command: string };
  keep(command);
  return c.json({ job: "job", thread: "local:job", reply: "On it.", state: "requested" }, 202);
});
serve({ fetch: app.fetch, port: Number(process.env["PORT"]), hostname: "127.0.0.1" });

function keeper(path: string): (command: string) => void {
  const database = new Sqlite(path);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("create table commands (id integer primary key, command text)");
  const insert = database.prepare("insert into commands (command) values (?)");
  return (command) => void insert.run(command);
}
