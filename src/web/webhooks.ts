import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";

const LARGEST = 256 * 1024; // bytes
const bounded = bodyLimit({
  maxSize: LARGEST,
  onError: (c) => c.json({ error: "That is too long: 256 kB fit." }, 413),
});

interface Webhook {
  readonly provider: string;
  readonly job: string | undefined;
  readonly signature: string;
  readonly body: Uint8Array;
  readonly headers: Headers;
}

/** What providers send: `/webhooks/:provider`, and `/webhooks/:provider/:job` with our signature. */
export function createWebhooks(take: (webhook: Webhook) => Promise<boolean>): Hono {
  const routes = new Hono();
  routes.post("/:provider/:job?", bounded, async (c) => {
    const isGenuine = await take({
      provider: c.req.param("provider"),
      job: c.req.param("job"),
      signature: c.req.query("signature") ?? "",
      body: new Uint8Array(await c.req.arrayBuffer()),
      headers: c.req.raw.headers,
    });
    return isGenuine ? c.body(null, 204) : c.json({ error: "This is not from whom it says." }, 401);
  });
  return routes;
}
