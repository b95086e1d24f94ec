import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listen } from "../../src/web/page/talk/connection.ts";

/** An EventSource whose server says what a test lets it say. */
class FakeSource extends EventTarget {
  static readonly opened: FakeSource[] = [];
  readonly url: string;
  isClosed = false;

  constructor(url: string) {
    super();
    this.url = url;
    FakeSource.opened.push(this);
  }

  close() {
    this.isClosed = true;
  }
}

let heard: boolean[];
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  FakeSource.opened.length = 0;
  heard = [];
  stop = listen({
    since: () => 7,
    onChange: () => {},
    onBudget: () => {},
    onStatus: (isLive) => heard.push(isLive),
  });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const latest = () => FakeSource.opened.at(-1);

test("a server that says now and then that it is there is believed", () => {
  latest()?.dispatchEvent(new Event("open"));

  for (let pings = 0; pings < 10; pings++) {
    vi.advanceTimersByTime(15_000);
    latest()?.dispatchEvent(new Event("ping"));
  }

  expect(FakeSource.opened).toHaveLength(1);
  expect(heard).toEqual([true]);
});

test("a server that has gone without a word is looked for again, from where the reader is", () => {
  latest()?.dispatchEvent(new Event("open"));

  vi.advanceTimersByTime(41_000);
  latest()?.dispatchEvent(new Event("open"));

  expect(FakeSource.opened.map(({ url, isClosed }) => ({ url, isClosed }))).toEqual([
    { url: "/api/local/events?since=7", isClosed: true },
    { url: "/api/local/events?since=7", isClosed: false },
  ]);
  expect(heard).toEqual([true, false, true]);
});

test("nobody is looked for when the page has gone", () => {
  latest()?.dispatchEvent(new Event("error"));

  stop();
  vi.advanceTimersByTime(60_000);

  expect(FakeSource.opened).toHaveLength(1);
});
