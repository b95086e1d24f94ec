import { ProviderError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import type { Operation } from "../../providers/provider.ts";
import { countJobs, jobById } from "../../store/jobs.ts";
import { backoff } from "./backoff.ts";
import { clipOf } from "../clip-of.ts";
import { failureText } from "../words/failure-text.ts";
import { follow } from "./follow.ts";
import { beginParts } from "./gather.ts";
import type { JobIn } from "../job.ts";
import { isForOperators } from "./patience.ts";
import { firstPoll } from "./poll.ts";
import type { Next, StepDeps } from "../next.ts";
import { providerOf } from "../next.ts";
import { toRecord } from "../records.ts";
import { generating, settling, submitting, turnedAway, unclear } from "../transitions.ts";

/** How long one submission may take. Providers take a picture along, so it is generous. */
const SUBMIT_TIMEOUT = 120_000;
/** How often a full house is asked for a place, in ms: by one job, and by all in line together. */
const FULL_HOUSE = 2_000;
const BETWEEN_ASKS = 20;
/** For how long a provider that cannot be reached, or has no room, is tried. */
const PATIENCE = 6 * 3_600_000;
/** When a generation is first asked about, when nothing is known, in ms. */
const FIRST_POLL = 5_000;
/** What fills a provider's house. A lost submission may wait for a day, and must not block others. */
const AT_WORK = ["submitting", "generating"];

/** Waits until there is room, then commits that it is about to be sent, and under which key. */
export async function queueUp(
  job: JobIn<"accepted">,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<Next> {
  if (job.plan) return beginParts(job);
  const followed = await follow(job, deps, signal);
  if ("wait" in followed) return followed.wait;
  const atWork = await countJobs(deps.store.db, { states: AT_WORK });
  if (atWork >= deps.maxRunning) {
    const inLine = await countJobs(deps.store.db, { states: ["accepted"] });
    const wait = Math.max(FULL_HOUSE, inLine * BETWEEN_ASKS);
    return { job, after: wait * (0.8 + deps.random() * 0.4) };
  }
  const now = deps.now();
  return { job: submitting(followed.ready, `${job.id}-${newId(now)}`, now), after: 0 };
}

/**
 * Sends the request, once. What certainly began nothing waits in line again; what may have begun
 * without a clear answer becomes `unclear`, and is never sent again. A bot that stops drops what
 * comes before the request, and waits for the answer to it.
 */
export async function submit(
  job: JobIn<"submitting">,
  deps: StepDeps,
  stopping: AbortSignal,
): Promise<Next> {
  const again = { job: turnedAway(job, job.busySince), after: backoff(job.failures, deps.random) };
  if (stopping.aborted) return again;
  const submission = await submissionOf(job, deps).catch(() => undefined);
  // Nothing has been sent: the database did not answer, and the job waits in line again.
  if (!submission) return again;
  let operation: Operation;
  try {
    const signal = AbortSignal.timeout(SUBMIT_TIMEOUT);
    operation = await providerOf(job, deps).submit(submission, signal, stopping);
  } catch (error) {
    const level = isForOperators(error) ? "error" : "warn";
    deps.log[level]({ err: error, job: job.id, guild: job.guild }, "a submission was not taken");
    return afterRefusal(job, error, deps, stopping.aborted);
  }
  // From here on nothing may throw the answer away.
  const next = generating(job, operation);
  return { job: next, after: await firstPollOr(FIRST_POLL, next, deps) };
}

/** When the durations cannot be read, the first poll comes at a usual time. */
async function firstPollOr(usual: number, job: JobIn<"generating">, deps: StepDeps) {
  try {
    return await firstPoll(job, deps);
  } catch (error) {
    deps.log.warn({ err: error, job: job.id, guild: job.guild }, "durations could not be read");
    return usual;
  }
}

function afterRefusal(
  job: JobIn<"submitting">,
  error: unknown,
  deps: StepDeps,
  isStopping: boolean,
): Next {
  if (!(error instanceof ProviderError) || error.mayHaveBegun) {
    return { job: unclear(job, deps.now()), after: 0 };
  }
  const { busySince = deps.now() } = job;
  const isPassing = error.kind === "throttled" || error.kind === "unavailable";
  if (isPassing && (isStopping || deps.now() - busySince < PATIENCE)) {
    const wait = Math.max(error.retryAfter ?? 0, backoff(job.failures, deps.random));
    return { job: turnedAway(job, busySince), after: wait };
  }
  return {
    job: settling(job, { kind: "failed", reason: failureText(error, job.locale) }),
    after: 0,
  };
}

export async function submissionOf(job: JobIn<"submitting" | "unclear">, deps: StepDeps) {
  const { source } = job.request;
  const webhookUrl = deps.webhookUrl(job.provider, job.id);
  const row = source && (await jobById(deps.store.db, source.job));
  const clip = row && clipOf(toRecord(row).job);
  return {
    key: job.key,
    request: job.request,
    picturePaths: job.request.pictures.map(({ file }) => deps.picturePath(file)),
    ...(clip && { sourcePath: deps.clips.pathOf(clip) }),
    ...(webhookUrl !== undefined && { webhookUrl }),
  };
}
