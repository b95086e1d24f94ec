import { z } from "zod";
import { newId } from "../ids.ts";
import { Micros, sum } from "../money.ts";
import { VideoRequest } from "../providers/provider.ts";

/** One clip of a film or of a comparison. `job` is the job that makes it, or has made it. */
export const Part = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("new"),
    job: z.string(),
    /** What people call it: `Scene 2`, `noir`. */
    label: z.string(),
    request: VideoRequest,
    provider: z.string(),
    quote: Micros,
    /** It begins with the last picture of the part before. */
    continues: z.boolean(),
  }),
  /** Made and paid before: it is only put in. */
  z.object({ kind: z.literal("made"), job: z.string(), label: z.string() }),
]);
export type Part = z.infer<typeof Part>;
export type NewPart = Extract<Part, { kind: "new" }>;

/** What a job puts together out of the clips of other jobs: its parts, in order. */
export const Plan = z.object({
  kind: z.enum(["film", "comparison"]),
  parts: z.array(Part).min(1),
  /** Whether each scene's words are written into the picture, or each take's label. */
  captions: z.boolean(),
  /** Which take each person likes best, by person: a comparison alone has votes. */
  votes: z.record(z.string(), z.string()).default({}),
  /** Votes are given below the takes side by side; on the card where it was made before that was so. */
  votesBelow: z.boolean().optional(),
});
export type Plan = z.infer<typeof Plan>;

export function newPartsOf(plan: Plan | undefined): NewPart[] {
  return (plan?.parts ?? []).filter((part) => part.kind === "new");
}

/** What all that is still to be made costs at most. */
export function priceOf(plan: Plan): Micros {
  return sum(newPartsOf(plan).map(({ quote }) => quote));
}

/** How many people like each part best. */
export function votesFor(plan: Plan, part: string): number {
  return Object.values(plan.votes).filter((choice) => choice === part).length;
}

/** The part that most people like best, the first of several; nothing where nobody has voted. */
export function winnerOf(plan: Plan): Part | undefined {
  return plan.parts
    .filter(({ job }) => votesFor(plan, job) > 0)
    .toSorted((one, other) => votesFor(plan, other.job) - votesFor(plan, one.job))[0];
}

/** The same plan, to be made once more: new takes, and no votes yet. */
export function renewed(plan: Plan, now: number): Plan {
  const parts = plan.parts.map((part) =>
    part.kind === "new" ? { ...part, job: newId(now) } : part,
  );
  return { ...plan, parts, votes: {}, votesBelow: plan.kind === "comparison" };
}
