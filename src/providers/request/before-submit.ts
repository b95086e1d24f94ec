import { ProviderError, UserError } from "../../errors.ts";

/**
 * Does what must be done before something is submitted: when it fails, nothing has begun, and its
 * error says so. What is wrong about the request itself goes on as the `UserError` that it is.
 */
export async function beforeSubmit<Done>(
  name: string,
  prepare: () => Promise<Done>,
): Promise<Done> {
  try {
    return await prepare();
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (!(error instanceof ProviderError)) throw notReady(name, error);
    const { provider, kind, message, retryAfter } = error;
    // What is missing here is no model, and may be there again in a minute.
    const passing = kind === "unknown" || kind === "gone" ? "unavailable" : kind;
    const options = {
      cause: error,
      mayHaveBegun: false,
      ...(retryAfter !== undefined && { retryAfter }),
    };
    throw new ProviderError(provider, passing, message, options);
  }
}

/** Such as a file that is no longer on our disk. */
function notReady(name: string, cause: unknown): ProviderError {
  const options = { cause, mayHaveBegun: false };
  return new ProviderError(name, "unavailable", "It could not be made ready just now.", options);
}
