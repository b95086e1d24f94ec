import { ProviderError, UserError } from "../../errors.ts";
import type { Model, Operation, Submission } from "../provider.ts";
import type { PreparedPicture, PreparePicture } from "./prepared-pictures.ts";
import { withPreparedPictures } from "./prepared-pictures.ts";

interface SendDeps {
  readonly provider: string;
  readonly models: readonly Model[];
  readonly preparePicture: PreparePicture;
  readonly signal: AbortSignal;
}

type Send = (model: Model, pictures: readonly PreparedPicture[]) => Promise<Operation>;

/**
 * Finds the model of a submission, makes its pictures ready and hands both to `send`, once. Whatever
 * goes wrong before is a `ProviderError` that says that nothing has begun.
 */
export async function sendSubmission(
  submission: Submission,
  { provider, models, preparePicture, signal }: SendDeps,
  send: Send,
): Promise<Operation> {
  const { model: id } = submission.request;
  const model = models.find((candidate) => candidate.id === id);
  if (!model) throw unsent(provider, "invalid", `${id} is not on offer now.`);
  if (signal.aborted) throw unsent(provider, "unavailable", "It was given up before it began.");
  try {
    const deps = { provider, model, preparePicture };
    return await withPreparedPictures(submission, deps, (pictures) => send(model, pictures));
  } catch (error) {
    if (error instanceof UserError) throw unsent(provider, "invalid", error.message, error);
    // What is missing when something is created is the model.
    const isGone = error instanceof ProviderError && error.kind === "gone";
    throw isGone ? unsent(provider, "invalid", `The provider no longer has ${id}.`, error) : error;
  }
}

function unsent(
  provider: string,
  kind: "invalid" | "unavailable",
  message: string,
  cause?: unknown,
): ProviderError {
  return new ProviderError(provider, kind, message, { cause, mayHaveBegun: false });
}
