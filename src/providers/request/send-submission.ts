import { ProviderError, UserError } from "../../errors.ts";
import { unsentError } from "../http.ts";
import type { Model, Operation, Submission } from "../provider.ts";
import { beforeSubmit } from "./before-submit.ts";
import type { PreparedPicture, PreparePicture } from "./prepared-pictures.ts";
import { withPreparedPictures } from "./prepared-pictures.ts";

interface SendDeps {
  readonly provider: string;
  readonly models: readonly Model[];
  readonly preparePicture: PreparePicture;
  readonly signal: AbortSignal;
  /** Drops the preparations, and never what was sent. */
  readonly stopping: AbortSignal | undefined;
}

interface Sending<Ready> {
  /** What must be done before: whatever goes wrong here has begun nothing. */
  prepare(
    model: Model,
    pictures: readonly PreparedPicture[],
    signal: AbortSignal,
  ): Promise<Ready> | Ready;
  /** Sends it. */
  send(ready: Ready): Promise<Operation>;
}

/**
 * Finds the model of a submission, makes its pictures and all else ready, and sends it, once.
 * Whatever goes wrong before is a `ProviderError` that says that nothing has begun.
 */
export async function sendSubmission<Ready>(
  submission: Submission,
  { provider, models, preparePicture, signal, stopping }: SendDeps,
  { prepare, send }: Sending<Ready>,
): Promise<Operation> {
  const { model: id } = submission.request;
  const model = models.find((candidate) => candidate.id === id);
  if (!model) throw invalid(provider, `${id} is not on offer now.`);
  const dropped = stopping ? AbortSignal.any([signal, stopping]) : signal;
  const checkWanted = () => {
    if (dropped.aborted) throw unsentError(provider);
  };
  checkWanted();
  try {
    const deps = { provider, model, preparePicture };
    return await withPreparedPictures(submission, deps, async (pictures) => {
      const ready = await beforeSubmit(provider, async () => prepare(model, pictures, dropped));
      checkWanted();
      return send(ready);
    });
  } catch (error) {
    if (error instanceof UserError) throw invalid(provider, error.message, error);
    // What is missing when something is created is the model.
    const isGone = error instanceof ProviderError && error.kind === "gone";
    throw isGone ? invalid(provider, `The provider no longer has ${id}.`, error) : error;
  }
}

function invalid(provider: string, message: string, cause?: unknown): ProviderError {
  return new ProviderError(provider, "invalid", message, { cause, mayHaveBegun: false });
}
