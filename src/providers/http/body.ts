import { Readable, Transform, finished } from "node:stream";
import { NetworkError, toNetworkError } from "./network-error.ts";

const bodies = new WeakMap<Response, Readable>();

/**
 * An answer with its body, which may have so many bytes at most, and breaks off with `NetworkError`.
 * It is read as somebody asks for it.
 */
export function responseOf(answer: Readable, init: ResponseInit, most: number): Response {
  const body = relay(answer, (error) => toNetworkError(error, true), most);
  const response = new Response(webStreamOf(body), init);
  bodies.set(response, body);
  return response;
}

/** The body of an answer as the network gives it: a film by way of a web stream costs twice as much. */
export function bodyOf(response: Response): Readable {
  return bodies.get(response) ?? Readable.from(response.body ?? []);
}

/**
 * Passes a stream on. What breaks it is told in the words of `failure`, also to who reads it only
 * afterwards; what its reader destroys it with stays as it is.
 */
export function relay(
  source: Readable,
  failure: (error: Error) => Error,
  most = Number.POSITIVE_INFINITY,
): Readable {
  let bytes = 0;
  const relayed = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most) done(new NetworkError(true, "the answer does not end"));
      else done(null, chunk);
    },
    destroy(error, done) {
      source.destroy();
      done(error);
    },
  });
  // It may break before anybody reads it, who then hears of it.
  relayed.on("error", () => {});
  finished(source, { writable: false }, (error) => {
    if (error) relayed.destroy(failure(error));
  });
  return source.pipe(relayed);
}

function webStreamOf(body: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => void body.destroy(),
    },
    // Nothing is read ahead: somebody may want the body itself.
    { highWaterMark: 0 },
  );
}
