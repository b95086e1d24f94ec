import { expect, test } from "vitest";
import { isLoopback } from "../src/loopback.ts";

test.each(["localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])(
  "%s is this machine",
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  "0.0.0.0",
  "::",
  "127.example.org",
  "127.0.0.1.example.org",
  "10.127.0.1",
  "rushes",
  "",
])("%s may be reached from elsewhere", (host) => {
  expect(isLoopback(host)).toBe(false);
});
