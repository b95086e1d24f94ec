import { expect, test } from "vitest";
import { ProviderError } from "../src/errors.ts";
import { createLog } from "../src/log.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("debug", { write: (line: string) => void lines.push(line) }));
  return lines.join("");
}

test("secrets are redacted by their names, down to two levels", () => {
  const text = logged((log) =>
    log.info(
      { token: "s3cret-a", config: { apiKey: "s3cret-b", deep: { botToken: "s3cret-c" } } },
      "x",
    ),
  );

  expect(text).not.toContain("s3cret");
  expect(text.match(/\[redacted\]/g)).toHaveLength(3);
});

test("tokens in the message of an error are redacted, and its facts are kept", () => {
  const cause = new Error("401 with Bearer sk-abcdef123456");
  const error = new ProviderError("fal", "auth", "bad key xoxb-1234567890", { cause });

  const text = logged((log) => log.warn({ err: error }, "a step failed"));

  expect(text).not.toMatch(/sk-abcdef|xoxb-1234/);
  expect(JSON.parse(text)).toMatchObject({ err: { kind: "auth", provider: "fal" } });
});

test("what a provider said may quote the prompt, and is not logged", () => {
  const cause = new Error("400 your prompt 'Alice at the lake' was refused");
  const error = new ProviderError("fal", "refused", "'Alice at the lake' was refused", { cause });

  const text = logged((log) => log.warn({ err: error }, "a step failed"));

  expect(text).not.toContain("Alice");
});
