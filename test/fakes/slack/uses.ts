import type { Deliveries, Delivery, Parcel } from "./delivery.ts";
import type { World } from "./world.ts";

/** What somebody did to the app, and what came of it at once. */
export interface Use {
  readonly acked: boolean;
  readonly ms: number;
  readonly status: number | undefined;
  /** What the acknowledgement carried. */
  readonly body: unknown;
  /** What Slack shows where the app did not answer in time, or not at all. */
  readonly shown: "operation_timeout" | "dispatch_failed" | undefined;
  /** What a form was sent back with, by block. */
  readonly errors: Record<string, string> | undefined;
  readonly trigger: string | undefined;
  readonly responseUrl: string | undefined;
  readonly delivered: Record<string, unknown>;
  /** It is delivered once more, with the same ids unless told. */
  again(more?: { eventId?: "new" }): Promise<Use>;
}

/** Tells the app of what people do, and people of what came of it. */
export function createUses(world: World, delivery: Deliveries) {
  function useOf(parcel: Parcel, done: Delivery): Use {
    const { acked, ms, status, answer: body, isLost } = done;
    const failed = isLost ? "dispatch_failed" : "operation_timeout";
    const action = body as
      | { response_action?: string; errors?: Record<string, string> }
      | undefined;
    return {
      acked,
      ms,
      status,
      body,
      shown: acked || parcel.kind === "events_api" ? undefined : failed,
      errors: action?.response_action === "errors" ? action.errors : undefined,
      trigger: parcel.body["trigger_id"] as string | undefined,
      responseUrl: parcel.body["response_url"] as string | undefined,
      delivered: parcel.body,
      async again({ eventId } = {}) {
        const fresh = eventId === "new" ? { event_id: world.newId("Ev") } : {};
        const next = { ...parcel, body: { ...parcel.body, ...fresh } };
        return useOf(next, await delivery.attempt(next, eventId === "new" ? 0 : done.attempt + 1));
      },
    };
  }

  async function tell(parcel: Parcel): Promise<Use> {
    return useOf(parcel, await delivery.deliver(parcel));
  }

  return { tell };
}
