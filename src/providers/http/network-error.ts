/**
 * No whole answer came. `sent` says whether any byte of the request may have reached the other
 * side: it is `false` when there never was a connection to write to (DNS, refused, TLS, deadline).
 */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
  readonly sent: boolean;

  constructor(sent: boolean, message: string, options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
  }
}

/** Finds the network's failure in what an SDK wrapped around it. */
export function networkErrorIn(error: unknown): NetworkError | undefined {
  if (error instanceof NetworkError) return error;
  return error instanceof Error ? networkErrorIn(error.cause) : undefined;
}

/** What the network, or Node, says of it in its own words. */
export function toNetworkError(error: unknown, sent: boolean): NetworkError {
  if (error instanceof NetworkError) return error;
  return new NetworkError(sent, sent ? "the connection broke" : "no connection", { cause: error });
}
