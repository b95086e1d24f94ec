import { UserError } from "../errors.ts";
import type { Micros } from "../money.ts";
import { formatMoney, micros, minus, NOTHING, smaller } from "../money.ts";
import { accountOf, moveUsed } from "../store/accounts.ts";
import { lockName } from "../store/lock.ts";
import { entriesOfJob } from "../store/ledger.ts";
import type { Database } from "../store/store.ts";
import type { Actor } from "./book.ts";
import { append, GLOBAL, personScope } from "./book.ts";

type Entries = Awaited<ReturnType<typeof entriesOfJob>>;

/** Books the cost of a job that was found after its reservation had been released. */
export async function bookLate(
  tx: Database,
  job: string,
  cost: Micros,
  at: number,
): Promise<{ overrun: Micros }> {
  const entries = await entriesOfJob(tx, job);
  const held = entries.find(({ kind }) => kind === "reserve");
  if (!held) return { overrun: NOTHING };
  const charged = micros(entries.find(({ kind }) => kind === "settle")?.amount ?? 0);
  const booked = smaller(micros(held.amount), cost);
  const change = minus(charged, booked);
  if (change !== NOTHING) await correct(tx, held, change, { at, note: "found late" });
  return { overrun: minus(cost, booked) };
}

/** Gives money of a job back to the budget it was taken from. */
export async function giveBack(
  tx: Database,
  {
    guild,
    job,
    amount,
    by,
    at,
  }: { guild: string; job: string; amount: Micros; by: Actor; at: number },
): Promise<void> {
  await lockName(tx, guild);
  const entries = await entriesOfJob(tx, job);
  const held = entries.find((entry) => entry.kind === "reserve" && entry.guild === guild);
  if (!held) {
    throw new UserError("There is no paid video “{{job}}” here. /jobs lists them.", {
      job: job.slice(0, 40),
    });
  }
  const paid = paidFor(entries);
  if (amount > paid && !isAsRead(amount, paid) && !by.isOperator) {
    throw new UserError(
      "It has cost {{paid, money}}; an admin gives back at most that. An operator can do more.",
      { paid },
    );
  }
  const given = isAsRead(amount, paid) ? paid : amount;
  const account = await accountOf(tx, { scope: guild, period: held.period });
  if (given > (account?.used ?? 0)) {
    throw new UserError("That is more than was spent that month. Use grant to give money.");
  }
  await correct(tx, held, given, { at, actor: by.id });
}

/** Whether somebody means all of what was paid: they have read it in whole cents. */
function isAsRead(amount: Micros, paid: Micros): boolean {
  return paid > NOTHING && formatMoney(amount) === formatMoney(paid);
}

function paidFor(entries: Entries): Micros {
  const total = (kind: string) =>
    entries.filter((entry) => entry.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
  return micros(total("settle") - total("adjust"));
}

/** A correction in the budgets of the reservation. `amount` above zero gives back. */
async function correct(
  tx: Database,
  held: Entries[number],
  amount: Micros,
  { at, actor, note }: { at: number; actor?: string; note?: string },
): Promise<void> {
  const { guild, job, period, global_period: globalPeriod } = held;
  const person = held.person ?? "";
  const entry = { kind: "adjust" as const, amount, job: job ?? "", person, actor, note };
  const used = minus(NOTHING, amount);
  await append(tx, guild, { period, globalPeriod, at }, entry);
  await moveUsed(tx, { scope: GLOBAL, period: globalPeriod }, used);
  await moveUsed(tx, { scope: guild, period }, used);
  await moveUsed(tx, { scope: personScope(guild, person), period }, used);
}
