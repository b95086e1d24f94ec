import { PassThrough } from "node:stream";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { pour } from "../../src/media/pour.ts";
import { clipStream } from "../../src/providers/http.ts";
import { bodyOf, responseOf } from "../../src/providers/http/body.ts";

const FILM = { headers: { "content-type": "video/mp4" } };
const BROKEN = { name: "NetworkError", sent: true, message: "the connection broke" };
const UNWHOLE = { name: "ProviderError", kind: "unknown" };
const sink = { appendFile: async () => {} };
const bounds = { maxBytes: 1_000, stall: 5_000, timeout: 5_000 };

/** An answer of which half has come, as the network gives it. */
function half({ most = 1_000 } = {}) {
  const answer = new PassThrough();
  answer.write("half");
  return { answer, response: responseOf(answer, FILM, most) };
}

async function breakOff(answer: Readable, seenBy = answer): Promise<void> {
  const closed = new Promise((resolve) => seenBy.once("close", resolve));
  answer.destroy(new Error("ECONNRESET"));
  await closed;
}

test("an answer that broke before anybody read it is told as one that breaks later", async () => {
  const { answer, response } = half();
  await breakOff(answer);

  const reading = response.text();

  await expect(reading).rejects.toMatchObject(BROKEN);
});

test("an answer that breaks while it is read is no end of it", async () => {
  const { answer, response } = half();
  const reading = response.arrayBuffer();

  await breakOff(answer);

  await expect(reading).rejects.toMatchObject(BROKEN);
});

test("a clip that broke before anybody read it is still its provider's matter", async () => {
  const { answer, response } = half();
  const { stream } = await clipStream("acme", response);
  await breakOff(answer, stream);

  const pouring = pour(stream, sink, { ...bounds, signal: AbortSignal.any([]) });

  await expect(pouring).rejects.toMatchObject(UNWHOLE);
});

test("so is one whose answer broke before it was known to be a clip", async () => {
  const { answer, response } = half();
  await breakOff(answer);

  const { stream } = await clipStream("acme", response);
  const pouring = pour(stream, sink, { ...bounds, signal: AbortSignal.any([]) });

  await expect(pouring).rejects.toMatchObject(UNWHOLE);
});

test("so is one that does not end", async () => {
  const { stream } = await clipStream("acme", half({ most: 3 }).response);

  const pouring = pour(stream, sink, { ...bounds, signal: AbortSignal.any([]) });

  await expect(pouring).rejects.toMatchObject(UNWHOLE);
});

test("a clip that we stop is not one that did not arrive whole", async () => {
  const { answer, response } = half();
  const { stream } = await clipStream("acme", response);
  const stop = new AbortController();
  const pouring = pour(stream, sink, { ...bounds, signal: stop.signal });

  stop.abort();

  await expect(pouring).rejects.toMatchObject({ name: "MediaError", failure: "stopped" });
  expect(answer.destroyed).toBe(true);
});

test("a clip that does not fit on the disk is no fault of its provider", async () => {
  const { answer, response } = half({ most: 2 ** 21 });
  const { stream } = await clipStream("acme", response);
  const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
  const none = { appendFile: () => Promise.reject(full) };

  const pouring = pour(stream, none, { ...bounds, maxBytes: 2 ** 21, signal: AbortSignal.any([]) });
  answer.write(Buffer.alloc(2 ** 20));

  await expect(pouring).rejects.toBe(full);
  expect(answer.destroyed).toBe(true);
});

test("what nobody wants any more is let go, and what is larger than allowed", async () => {
  const [unwanted, tooLarge] = [half(), half({ most: 3 })];

  await unwanted.response.body?.cancel();
  const reading = tooLarge.response.text();

  await expect(reading).rejects.toMatchObject({ message: "the answer does not end" });
  expect([unwanted.answer.destroyed, tooLarge.answer.destroyed]).toEqual([true, true]);
});

test("an answer is read to its last byte, in either way", async () => {
  const [one, other] = [half(), half()];

  one.answer.end(" and half");
  other.answer.end(" and half");

  expect(await one.response.text()).toBe("half and half");
  expect((await buffer(bodyOf(other.response, (error) => error))).toString()).toBe("half and half");
});
