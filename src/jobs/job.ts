import { z } from "zod";
import { Clip } from "../media/clip.ts";
import { Micros } from "../money.ts";
import { ThreadId, UploadToken } from "../platforms/platform.ts";
import { Asset, Operation, VideoRequest } from "../providers/provider.ts";
import { Board } from "./boards/board.ts";
import { Kin } from "./kin.ts";
import { Outcome } from "./outcome.ts";
import { Plan } from "./plan.ts";

/** The message in the job's thread that shows how far it is. */
export const Card = z.object({ thread: ThreadId, message: z.string() });
export type Card = z.infer<typeof Card>;

/** How far a delivery is. Each stage is saved before the next begins, so none is repeated in vain. */
const Delivery = z.discriminatedUnion("stage", [
  z.object({ stage: z.literal("fetching"), asset: Asset }),
  /** Every piece of it is on our disk, and they are put together; `piece` is what was filmed just now. */
  z.object({ stage: z.literal("joining"), piece: Clip.optional() }),
  /** The clip is on our disk. */
  z.object({
    stage: z.literal("uploading"),
    clip: Clip,
    /** The platform took less than it had said: the largest that is tried next, in bytes. */
    atMost: z.int().optional(),
  }),
  /**
   * `sent` is what the platform gets: the clip itself, or a smaller fit of it. Without one, nothing
   * fits there: a still of it is posted, with a link to the clip.
   */
  z.object({
    stage: z.literal("publishing"),
    clip: Clip,
    sent: Clip.optional(),
    token: UploadToken,
  }),
]);
export type Delivery = z.infer<typeof Delivery>;

const Base = z.object({
  id: z.string(),
  guild: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  platform: z.string(),
  /** Where it was asked for, so that a thread can be opened there. */
  place: z.string(),
  invocation: z.string(),
  locale: z.string(),
  provider: z.string(),
  request: VideoRequest,
  /** What is reserved for it: the most it can cost its guild. */
  quote: Micros,
  createdAt: z.number(),
  /** When somebody said yes to its price; what asked nobody began when it was made. */
  begunAt: z.number().optional(),
  /** It was found after it had been given up, and its money settled: what it costs is booked late. */
  isLate: z.boolean().optional(),
  /** Its money is settled, and it is only posted once more: nothing is booked at its end. */
  isPaid: z.boolean().optional(),
  kin: Kin.default({}),
  /** What it puts together out of other jobs' clips; then it films nothing itself. */
  plan: Plan.optional(),
  /** Somebody has deleted its clip: it is no longer on our disk, nor in its thread. */
  isDeleted: z.boolean().optional(),
  /** It is hidden until somebody clicks it, where its platform can. */
  isSpoiler: z.boolean().optional(),
  /** Nobody has chosen its shape: it follows the picture that it begins with. */
  isShapeOpen: z.boolean().optional(),
  /** How often its present step has failed in a row. */
  failures: z.int(),
  /** How often of these for a reason that does not pass by itself: these are borne only a few times. */
  inVain: z.int().optional(),
});
const Carded = Base.extend({ card: Card });
const Sent = Carded.extend({ key: z.string(), submittedAt: z.number() });
const Running = Sent.extend({ operation: Operation });
const Ended = Base.extend({ card: Card.optional(), outcome: Outcome });

/** Since when its provider has had no room for it, or could not be reached. */
const busySince = z.number().optional();

/** A way to the same wish that costs less, as it is offered beside the price. */
export const Cheaper = z.object({ request: VideoRequest, provider: z.string(), quote: Micros });
export type Cheaper = z.infer<typeof Cheaper>;

/**
 * One generation, from the command to the last cent.
 *
 *     (waiting →) requested → accepted → submitting → generating → delivering → settling → closed
 *                                ↓ ↑         ↓          any failure, any cancel ↗
 *                                (again)  unclear
 *
 * A job with a plan films nothing itself: it goes from `accepted` to `gathering`, until its parts are
 * there, and from there to `delivering`.
 *
 * Each state holds what its next step needs, and nothing that is not yet known.
 */
export const Job = z.discriminatedUnion("state", [
  /** Its price waits for a yes in its thread. Nothing is reserved; a yes makes it `requested`. */
  Base.extend({
    state: z.literal("waiting"),
    card: Card.optional(),
    expiresAt: z.number(),
    /** What would be left of the guild's budget. */
    leftAfter: Micros,
    cheaper: Cheaper.optional(),
    /** When its price was last raised, if it was. */
    raisedAt: z.number().optional(),
  }),
  /** A storyboard: people plan its scenes in a thread, and have them filmed when they like. */
  Base.extend({
    state: z.literal("planning"),
    card: Card.optional(),
    board: Board,
    expiresAt: z.number(),
  }),
  /** The money is reserved; no thread yet, unless the price was asked there. */
  Base.extend({ state: z.literal("requested"), card: Card.optional() }),
  /** In its thread, in line for the provider. */
  Carded.extend({ state: z.literal("accepted"), busySince }),
  /** Its parts are being made, each by a job of its own. `done` of them are on our disk. */
  Carded.extend({ state: z.literal("gathering"), done: z.int() }),
  /** Committed before the provider is called: whoever finds it here later knows that it may have been. */
  Sent.extend({ state: z.literal("submitting"), busySince }),
  /** The provider may film it or may not; it is looked for, and never sent again. */
  Sent.extend({ state: z.literal("unclear"), since: z.number() }),
  Running.extend({
    state: z.literal("generating"),
    /** From 0 to 1, only where the provider reports it. */
    progress: z.number().optional(),
    queuePosition: z.int().optional(),
    /** When its deadline was first seen to have passed. A while is left then, in case a clock jumped. */
    overdueSince: z.number().optional(),
    /** What became of the wish to cancel it, once the provider was told. */
    cancelTold: z.enum(["requested", "too_late", "unsupported"]).optional(),
  }),
  /** `cost` is what the provider reported, if it did. */
  Carded.extend({
    state: z.literal("delivering"),
    /** The provider's handle for it, where one provider made it: for what goes on from there. */
    operation: Operation.optional(),
    cost: Micros.optional(),
    delivery: Delivery,
  }),
  Ended.extend({ state: z.literal("settling") }),
  Ended.extend({ state: z.literal("closed"), closedAt: z.number() }),
]);
export type Job = z.infer<typeof Job>;

/** Of a step that has not failed since it came to be, or got further. */
export const UNFAILED = { failures: 0, inVain: undefined };

/** A job in one state: `JobIn<"generating">` has an operation, `JobIn<"accepted">` has none. */
export type JobIn<State extends Job["state"]> = Extract<Job, { state: State }>;

/** A job that has not come to its end. */
export type OpenJob = Exclude<Job, JobIn<"settling" | "closed">>;

/** A storyboard, which is no video of its own: it is being planned, or was. */
export function isBoard(job: Job): boolean {
  return job.state === "planning" || ("outcome" in job && job.outcome.kind === "shelved");
}

export function isOpen(job: Job): job is OpenJob {
  return job.state !== "settling" && job.state !== "closed";
}

/** In these, a wish to cancel a job can still change what becomes of it. */
export const STOPPABLE: readonly Job["state"][] = [
  "waiting",
  "planning",
  "requested",
  "accepted",
  "gathering",
  "submitting",
  "unclear",
  "generating",
];
