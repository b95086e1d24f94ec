import type { Micros } from "../money.ts";
import { micros, NOTHING } from "../money.ts";
import { settleIn } from "../store/accounts.ts";
import { entriesOfJob } from "../store/ledger.ts";
import type { Database } from "../store/store.ts";
import { append, GLOBAL, personScope } from "./book.ts";
import { settlementOf } from "./ledger.ts";

/**
 * Spends the true cost of a job out of its reservation, and frees the rest, in the period of the
 * reservation. Once per job: a second call changes nothing. A cost of nothing is a release.
 */
export async function settle(
  tx: Database,
  job: string,
  cost: Micros,
  at: number,
): Promise<{ overrun: Micros }> {
  const held = (await entriesOfJob(tx, job)).find(({ kind }) => kind === "reserve");
  if (!held) return { overrun: NOTHING };

  const { guild, period, global_period: globalPeriod } = held;
  const person = held.person ?? "";
  const { settled, released, overrun } = settlementOf(micros(held.amount), cost);
  const entry = { job, person, actor: undefined };
  const when = { period, globalPeriod, at };
  const everyone = { scope: GLOBAL, period: globalPeriod };
  // Of two who settle it at once, with other costs perhaps, the second waits here and finds it done.
  await settleIn(tx, everyone, { settled: NOTHING, released: NOTHING });
  const entries = await entriesOfJob(tx, job);
  if (entries.some(({ kind }) => kind === "settle" || kind === "release")) {
    return { overrun: NOTHING };
  }
  if (settled > 0) await append(tx, guild, when, { kind: "settle", amount: settled, ...entry });
  if (settled === 0 || released > 0)
    await append(tx, guild, when, { kind: "release", amount: released, ...entry });

  const moved = { settled, released };
  await settleIn(tx, everyone, moved);
  await settleIn(tx, { scope: guild, period }, moved);
  await settleIn(tx, { scope: personScope(guild, person), period }, moved);
  return { overrun };
}
