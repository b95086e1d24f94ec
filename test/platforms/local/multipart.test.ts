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
