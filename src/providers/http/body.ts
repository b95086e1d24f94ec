import { Readable, Transform, finished } from "node:stream";
import { NetworkError, toNetworkError } from "./network-error.ts";

/** Opens a body once, what breaks it told in the words of who reads it. */
type Open = (failure: (error: NetworkError) => Error) => Readable;

const bodies = new WeakMap<Response, Open>();

/**
 * An answer with its body, which may have so many bytes at most, and breaks off with `NetworkError`.
 * It is read as somebody asks for it.
 */
export function responseOf(answer: Readable, init: ResponseInit, most: number): Response {
  // It may break before anybody reads it, who then hears of it.
  answer.on("error", () => {});
  const open: Open = (failure) =>
    relay(answer, (error) => failure(toNetworkError(error, true)), most);
  const response = new Response(webStreamOf(answer, open), init);
  bodies.set(response, open);
  return response;
}

/**
 * The body of an answer as the network gives it, for who reads it so and in no other way: a film by
 * way of a web stream costs twice as much. What breaks it is told in the words of `failure`.
 */
export function bodyOf(response: Response, failure: (error: Error) => Error): Readable {
  const open = bodies.get(response);
  return open ? open(failure) : relay(Readable.from(response.body ?? []), failure);
}

/** Passes a stream on; what its reader destroys it with stays as it is. */
function relay(
  source: Readable,
  failure: (error: Error) => Error,
  most = Number.POSITIVE_INFINITY,
): Readable {
  let bytes = 0;
  const relayed = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most) done(failure(new NetworkError(true, "the answer does not end")));
      else done(null, chunk);
    },
    destroy(error, done) {
      source.destroy();
      done(error);
    },
  });
  relayed.on("error", () => {});
  finished(source, { writable: false }, (error) => {
    if (error) relayed.destroy(failure(error));
  });
  return source.pipe(relayed);
}

/** Opened by who reads it first: nothing is read ahead, somebody may want the body itself. */
function webStreamOf(answer: Readable, open: Open): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= open((error) => error)[Symbol.asyncIterator]();
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => void answer.destroy(),
    },
    { highWaterMark: 0 },
  );
}
