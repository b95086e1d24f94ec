import fc from "fast-check";
import { expect, test } from "vitest";
import type { Snapshot } from "../../src/providers/provider.ts";
import { auditLedger } from "../fakes/world-audit.ts";
import { openMortalWorld, platformCalls, providerCalls } from "../fakes/world-mortal.ts";
import type { Death, Mishap, MortalWorld } from "../fakes/world-mortal.ts";

/** How many stories are told; more of them with `STORIES=5000`. */
const RUNS = Number(process.env["STORIES"] ?? 80);
/** Enough stories for a slow machine, in ms. */
const TIME = Math.max(60_000, RUNS * 500);

type Act = (world: MortalWorld, jobs: string[]) => Promise<unknown> | void;

/** Something that happens; its name is what a failing story prints. */
function act(name: string, does: Act) {
  return { does, toString: () => name };
}

const snapshots: readonly Snapshot[] = [
  { status: "running", progress: 0.4 },
  { status: "queued", queuePosition: 2 },
  { status: "failed", kind: "refused", reason: "no" },
  { status: "cancelled" },
  { status: "expired" },
  { status: "lost" },
];
const mishaps: readonly Mishap[] = ["lost", "unheard", "unsent", "busy", "refused"];

const turn = fc.constant(act("turn", (world) => world.turn()));
const film = fc.constant(
  act("film", async (world, jobs) => {
    jobs.push(await world.film());
  }),
);
const wake = fc.constant(act("wake", (world) => world.wake()));
const cancel = fc.nat({ max: 2 }).map((index) =>
  act(`cancel ${index}`, async (world, jobs) => {
    const job = jobs[index];
    if (job !== undefined) await world.cancel(job);
  }),
);
const crash = fc
  .record({
    calls: fc.integer({ min: 1, max: 8 }),
    when: fc.constantFrom<Death["when"]>("before", "after"),
  })
  .map((death) =>
    act(`crash ${death.when} call ${death.calls}`, (world) => {
      world.plan(death);
      return world.turn();
    }),
  );
const mishap = fc
  .record({
    call: fc.constantFrom(...providerCalls, ...platformCalls),
    how: fc.constantFrom(...mishaps),
  })
  .map(({ call, how }) => act(`${call} ${how}`, (world) => world.befall(call, how)));
const answer = fc
  .constantFrom(...snapshots)
  .map((snapshot) => act(`poll: ${snapshot.status}`, (world) => world.answer(snapshot)));
const clock = fc
  .constantFrom(1_000, 60_000, 14 * 60_000, 16 * 60_000, 3 * 3_600_000)
  .map((ms) => act(`${ms / 1_000} s pass`, (world) => world.pass(ms)));

const story = fc.array(
  fc.oneof(
    { arbitrary: turn, weight: 5 },
    { arbitrary: film, weight: 2 },
    { arbitrary: crash, weight: 5 },
    { arbitrary: mishap, weight: 4 },
    { arbitrary: cancel, weight: 1 },
    { arbitrary: answer, weight: 1 },
    { arbitrary: clock, weight: 1 },
    { arbitrary: wake, weight: 3 },
  ),
  { minLength: 5, maxLength: 40, size: "max" },
);

/** What may never be, whatever has happened; nothing when all is well. */
async function wrongs({ store, billed, seen }: MortalWorld, jobs: string[]): Promise<string[]> {
  const rows = await store.db.selectFrom("jobs").selectAll().execute();
  const due = await store.db.selectFrom("due").select("job").execute();
  const found: string[] = await auditLedger(store);
  for (const { job } of due) found.push(`${job}: still due`);
  for (const id of jobs) {
    const row = rows.find((one) => one.id === id);
    const { outcome } = JSON.parse(row?.data ?? "{}") as { outcome?: { kind: string } };
    const bills = billed.filter(({ key }) => key.startsWith(id)).length;
    const posts = (of: typeof seen.clips) => of().filter(({ thread }) => thread.endsWith(id));
    const clips = posts(seen.clips).length;
    if (row?.state !== "closed") found.push(`${id}: ${row?.state ?? "gone"}`);
    if (bills > 1) found.push(`${id}: filmed ${bills} times`);
    if (clips > 1 || posts(seen.cards).length > 1) found.push(`${id}: posted twice`);
    if (outcome?.kind === "delivered" && (bills !== 1 || clips !== 1)) {
      found.push(`${id}: delivered with ${bills} bills and ${clips} clips`);
    }
    if (outcome?.kind === "missing" && bills > 0) found.push(`${id}: billed, and never found`);
  }
  if (rows.length !== jobs.length) found.push(`${rows.length} jobs for ${jobs.length} wishes`);
  return found;
}

test(
  "whatever happens in whatever order, nothing is filmed, posted or paid twice, and all ends",
  async () => {
    const ends = Date.now() + TIME;
    await fc.assert(
      fc.asyncProperty(story, async (acts) => {
        // A story that has begun is told to its end, so that nothing is left behind.
        if (Date.now() > ends) return;
        const world = await openMortalWorld();
        try {
          const jobs = [await world.film()];
          for (const { does } of acts) await does(world, jobs);
          await world.rest();
          await world.wakeAll();
          await world.rest();

          expect(await wrongs(world, jobs)).toEqual([]);
        } finally {
          await world.dispose();
        }
      }),
      { numRuns: RUNS },
    );
  },
  TIME * 2,
);
