import { mkdtempDisposable, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readMultipart } from "../../../src/platforms/local/api/multipart.ts";

test("files that share a name are all thrown away with their form", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-multipart-"));
  const body = new FormData();
  for (const name of ["one.jpg", "two.jpg", "three.jpg"]) {
    body.append("image", new Blob(["a picture"]), name);
  }
  const request = new Request("http://localhost/", { method: "POST", body });
  const reception = { incoming: folder.path, maxImageBytes: 1_000_000, now: Date.now };

  const form = await readMultipart(request, reception);
  const arrived = await readdir(folder.path);
  await form.discard();

  expect(arrived).toHaveLength(3);
  expect(form.attachments["image"]?.name).toBe("three.jpg");
  expect(await readdir(folder.path)).toEqual([]);
});

/** Pictures of one megabyte, each under the name of its own option. */
function formOf(options: readonly string[]) {
  const body = new FormData();
  for (const option of options) body.append(option, new Blob([new Uint8Array(1_000_000)]), "a.jpg");
  return body;
}
const all = ["image", "last", "reference", "reference2", "reference3"];

test("every picture of a command may be as large as one may be", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-multipart-"));
  const announced = { "content-length": "5001000" };
  const whole = new Request("http://localhost/", { method: "POST", body: formOf(all) });
  const request = new Request(whole, {
    headers: { ...Object.fromEntries(whole.headers), ...announced },
  });
  const reception = { incoming: folder.path, maxImageBytes: 1_000_000, now: Date.now };

  const form = await readMultipart(request, reception);

  expect(Object.keys(form.attachments)).toEqual(all);
});

test("a picture more than a command can take is refused, and nothing of the form stays", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-multipart-"));
  const body = formOf([...all, "reference4"]);
  const request = new Request("http://localhost/", { method: "POST", body });
  const reception = { incoming: folder.path, maxImageBytes: 1_000_000, now: Date.now };

  const reading = readMultipart(request, reception);

  await expect(reading).rejects.toMatchObject({ status: 400 });
  expect(await readdir(folder.path)).toEqual([]);
});
