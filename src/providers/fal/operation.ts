import { z } from "zod";
import type { Operation } from "../provider.ts";

const Segments = z.string().regex(/^[\w.-]+(?:\/[\w.-]+)*$/);

/** How fal knows work in progress. */
export const Handle = z.object({
  endpoint: Segments,
  request: z.string(),
  /** The owner and the name of the app, where they are not the beginning of the endpoint's id. */
  app: Segments.optional(),
});
export type Handle = z.infer<typeof Handle>;

const Submitted = z.looseObject({
  request_id: z.string().min(1),
  status_url: z.string().optional().catch(undefined),
});

/** The handle in an answer to a submission; nothing when it has none. */
export function readSubmitted(endpoint: string, answer: unknown): Operation | undefined {
  const parsed = Submitted.safeParse(answer);
  if (!parsed.success) return undefined;
  const { request_id: request, status_url: statusUrl } = parsed.data;
  const app = appIn(statusUrl, request);
  return app === undefined || app === usualApp(endpoint)
    ? { endpoint, request }
    : { endpoint, request, app };
}

/** The path under which a request is asked about. */
export function pathOf({ endpoint, request, app = usualApp(endpoint) }: Handle): string {
  return `/${app}/requests/${encodeURIComponent(request)}`;
}

/** Requests lie under the app of their endpoint: the first two parts of its id. */
function usualApp(endpoint: string): string {
  return endpoint.split("/").slice(0, 2).join("/");
}

/** The app by the address that fal names for the status. Only its path counts: the key stays at home. */
function appIn(statusUrl: string | undefined, request: string): string | undefined {
  if (statusUrl === undefined || !URL.canParse(statusUrl)) return undefined;
  const [app = "", rest] = new URL(statusUrl).pathname.slice(1).split(`/requests/${request}`);
  return rest === "/status" && Segments.safeParse(app).success ? app : undefined;
}
