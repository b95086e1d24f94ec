import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { ProviderError } from "../../src/errors.ts";
import type { FailureKind } from "../../src/errors.ts";
import type {
  Operation,
  Snapshot,
  Submission,
  VideoProvider,
  VideoRequest,
} from "../../src/providers/provider.ts";

/** A provider in a world that the test holds in its hand. */
export interface ProviderStage {
  readonly provider: VideoProvider;
  /** A request that it can film. */
  readonly request: VideoRequest;
  /** How many generations it has begun so far, by its own records. */
  begun(): number;
  /** Lets everything that runs come to its end. */
  finish(): Promise<void>;
  /** Makes the next submit fail this way before anything begins; absent where it never fails so. */
  readonly refuseNext?: (kind: Extract<FailureKind, "refused" | "throttled" | "auth">) => void;
  /** Does this with the next picture once it is prepared; absent where pictures need not be. */
  readonly onPicture?: (act: (file: string) => Promise<void>) => void;
  /** It makes the same film for the same wish, so whatever was lost is found: by making it. */
  readonly findsAnything?: true;
  close(): Promise<void>;
}

const patience = () => AbortSignal.timeout(15_000);
const STATES = ["queued", "running", "succeeded", "failed", "cancelled", "expired", "lost"];

/** What every provider must do. A provider's own test file calls this, and adds what is its own. */
export function providerContract(open: () => Promise<ProviderStage>) {
  describe("provider contract", () => {
    let stage: ProviderStage;
    const fresh = async () => (stage = await open());
    afterEach(() => stage.close());

    const submission = (key = "job-1"): Submission => ({
      key,
      request: stage.request,
      picturePaths: [],
    });
    const submit = () => stage.provider.submit(submission(), patience());
    const poll = (operation: Operation) => stage.provider.poll(operation, patience());

    async function finished(): Promise<Extract<Snapshot, { status: "succeeded" }>> {
      const operation = await submit();
      await stage.finish();
      const snapshot = await poll(operation);
      if (snapshot.status !== "succeeded") throw new Error(`it ${snapshot.status}`);
      return snapshot;
    }

    test("its models name it and can be quoted", async () => {
      const { provider, request } = await fresh();

      const quote = await provider.quote(request);

      expect(provider.models().map((model) => model.provider)).toContain(provider.name);
      expect(provider.models().map(({ id }) => id)).toContain(request.model);
      expect(quote).toBeGreaterThanOrEqual(0);
    });

    test("a longer film never costs less", async () => {
      const { provider, request } = await fresh();
      const model = provider.models().find(({ id }) => id === request.model);

      const prices = await Promise.all(
        model!.seconds.map((seconds) => provider.quote({ ...request, seconds })),
      );

      expect(prices).toEqual(prices.toSorted((one, other) => one - other));
    });

    test("a model that it does not have is refused to the person", async () => {
      const { provider, request } = await fresh();

      const quote = provider.quote({ ...request, model: "no-such-model" });

      await expect(quote).rejects.toMatchObject({ name: "UserError" });
    });

    test("one submit begins one generation", async () => {
      await fresh();

      await submit();

      expect(stage.begun()).toBe(1);
    });

    test("a poll may be asked again and again and begins nothing", async () => {
      await fresh();
      const operation = await submit();
      await stage.finish();

      const first = await poll(operation);
      const second = await poll(operation);

      expect(second).toEqual(first);
      expect(stage.begun()).toBe(1);
    });

    test("a snapshot is plain data in one of the known states", async () => {
      await fresh();

      const snapshot = await poll(await submit());

      expect(STATES).toContain(snapshot.status);
      expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
    });

    test("an operation and an asset survive being stored", async () => {
      await fresh();
      const operation: Operation = JSON.parse(JSON.stringify(await submit()));
      await stage.finish();

      const snapshot = await poll(operation);
      const stored = JSON.parse(JSON.stringify(snapshot)) as typeof snapshot;

      expect(stored).toMatchObject({ status: "succeeded" });
      if (stored.status !== "succeeded") return;
      const clip = await stage.provider.open(stored.asset, patience());
      expect((await buffer(clip.stream)).byteLength).toBeGreaterThan(0);
    });

    test("the same clip can be opened twice, and is an MP4 of the announced size", async () => {
      await fresh();
      const { asset } = await finished();

      const clips = await Promise.all([1, 2].map(() => stage.provider.open(asset, patience())));
      const bytes = await Promise.all(clips.map(({ stream }) => buffer(stream)));

      expect(bytes[0]).toEqual(bytes[1]);
      expect(bytes[0]!.toString("latin1", 4, 8)).toBe("ftyp");
      expect([undefined, bytes[0]!.byteLength]).toContain(clips[0]!.bytes);
    });

    test("a clip may be closed before its end", async () => {
      await fresh();
      const { asset } = await finished();
      const { stream } = await stage.provider.open(asset, patience());

      stream.destroy();

      expect(stream.destroyed).toBe(true);
    });

    test("it can be stopped where its model says so, and nowhere else", async () => {
      const { provider, request } = await fresh();
      const operation = await submit();
      const model = provider.models().find(({ id }) => id === request.model);

      const { outcome } = await provider.cancel(operation, patience());

      expect(outcome !== "unsupported").toBe(model?.cancel);
    });

    test("a second cancel answers like the first or says that it is over", async () => {
      await fresh();
      const operation = await submit();

      const first = await stage.provider.cancel(operation, patience());
      const second = await stage.provider.cancel(operation, patience());

      expect([first.outcome, "cancelled", "too_late"]).toContain(second.outcome);
    });

    test("a cancel after the end throws nothing away", async () => {
      await fresh();
      const operation = await submit();
      await stage.finish();

      const { outcome } = await stage.provider.cancel(operation, patience());

      expect(["too_late", "unsupported"]).toContain(outcome);
      expect((await poll(operation)).status).toBe("succeeded");
    });

    test("what was never submitted is not found", async () => {
      await fresh();

      const lost = { ...submission("never"), submittedAt: Date.now() };
      const found = await stage.provider.find(lost, patience());

      expect(found).toHaveLength(stage.findsAnything ? 1 : 0);
      expect(stage.begun()).toBe(0);
    });

    test("looking for a submission finds its own operation or none", async () => {
      await fresh();
      const operation = await submit();

      const lost = { ...submission(), submittedAt: Date.now() };
      const found = await stage.provider.find(lost, patience());

      expect([[], [operation]]).toContainEqual(found);
    });

    test("an unknown operation is gone, not a bug", async () => {
      await fresh();
      const operation = await submit();
      const unknown = Object.fromEntries(Object.keys(operation).map((name) => [name, "unknown"]));

      const snapshot = await poll(unknown).catch((error: unknown) => error);

      const isGone = snapshot instanceof ProviderError && snapshot.kind === "gone";
      expect(isGone || ["lost", "expired"].includes((snapshot as Snapshot).status)).toBe(true);
    });

    test("a webhook that nobody signed is refused or tells nothing", async () => {
      await fresh();
      const body = new TextEncoder().encode('{"type":"video.completed","data":{"id":"video_1"}}');

      const answer = await stage.provider
        .webhook(body, new Headers())
        .catch((error: ProviderError) => error.kind);

      expect(["auth", { operations: [] }]).toContainEqual(answer);
    });

    test.each(["refused", "throttled", "auth"] as const)(
      "a submit that is %s has certainly begun nothing",
      async (kind) => {
        await fresh();
        // A provider that needs nobody's leave cannot be turned away.
        if (!stage.refuseNext) return;
        stage.refuseNext(kind);

        const error = await submit().catch((reason: unknown) => reason);

        expect(error).toBeInstanceOf(ProviderError);
        expect(error).toMatchObject({ kind, mayHaveBegun: false });
        expect(stage.begun()).toBe(0);
      },
    );

    const animation = (): Submission => ({
      key: "job-1",
      request: {
        ...stage.request,
        mode: "image",
        pictures: [{ file: "boat.jpg", width: 1_280, height: 720, role: "first" }],
      },
      picturePaths: [join(tmpdir(), "boat.jpg")],
    });

    test("a picture that cannot be read any more has begun nothing", async () => {
      const { provider, onPicture } = await fresh();
      if (!onPicture) return;
      onPicture((file) => rm(file));

      const error = await provider
        .submit(animation(), patience())
        .catch((reason: unknown) => reason);

      expect(error).toMatchObject({ name: "ProviderError", mayHaveBegun: false });
      expect(stage.begun()).toBe(0);
    });

    test("a bot that stops while it prepares a picture has begun nothing", async () => {
      const { provider, onPicture } = await fresh();
      if (!onPicture) return;
      const stopping = new AbortController();
      onPicture(async () => stopping.abort());

      const error = await provider
        .submit(animation(), patience(), stopping.signal)
        .catch((reason: unknown) => reason);

      expect(error).toMatchObject({ kind: "unavailable", mayHaveBegun: false });
      expect(stage.begun()).toBe(0);
    });

    test("a submit that was given up before it began has begun nothing", async () => {
      await fresh();

      const error = await stage.provider
        .submit(submission(), AbortSignal.abort())
        .catch((reason: unknown) => reason);

      expect(error).toMatchObject({ name: "ProviderError", mayHaveBegun: false });
      expect(stage.begun()).toBe(0);
    });
  });
}
