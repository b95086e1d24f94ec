import { CHANNEL } from "../../src/platforms/local/views.ts";
import type { World } from "./world.ts";
import { auditLedger } from "./world-audit.ts";

/** What a stopped bot has left behind, as the outside world and the database tell it. */
export async function gatherEvidence({ studio, inspect }: World) {
  return inspect(async (store) => {
    const { db } = store;
    const jobs = await db.selectFrom("jobs").select(["id", "state", "data"]).execute();
    const messages = await db.selectFrom("local_messages").select(["thread", "kind"]).execute();
    const entries = await db
      .selectFrom("ledger")
      .select(["kind", "amount"])
      .where("job", "is not", null)
      .execute();
    const due = await db.selectFrom("due").select("job").execute();
    const inThreads = messages.filter(({ thread }) => thread !== CHANNEL);
    const count = (kind: string) => inThreads.filter((message) => message.kind === kind).length;
    return {
      /** How often a video was ordered, and how often it was billed. */
      creates: studio.calls.filter(({ route }) => route === "create").length,
      bills: studio.bills.length,
      outcomes: jobs.map(({ data }) => outcomeOf(data)),
      cards: count("card"),
      clips: count("clip"),
      /** What was said in the channel: the command, and the answer to it. */
      said: messages.length - inThreads.length,
      entries: entries.map(({ kind, amount }) => `${kind} ${amount / 1_000_000}`).toSorted(),
      due: due.length,
      drift: await auditLedger(store),
    };
  });
}

function outcomeOf(data: string): string {
  const job = JSON.parse(data) as { state: string; outcome?: { kind: string } };
  return job.state === "closed" ? (job.outcome?.kind ?? "") : job.state;
}
