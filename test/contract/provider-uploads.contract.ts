import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Submission, VideoProvider, VideoRequest } from "../../src/providers/provider.ts";
import type { Fault } from "../fakes/faults.ts";

/** A provider that is given addresses, before a studio where files are left. */
interface UploadStage<Route extends string> {
  readonly provider: VideoProvider;
  readonly studio: {
    readonly calls: readonly { readonly route: Route; readonly raw: Buffer }[];
    /** What was asked for, film by film. */
    readonly bills: readonly { readonly body: Readonly<Record<string, unknown>> }[];
    fail(route: Route, fault: Fault): void;
    stop(): Promise<void>;
  };
  /** Where the first file lies that was left there. */
  readonly address: string;
}

interface Uploads<Route extends string> {
  /** A request that it can film. */
  readonly request: VideoRequest;
  /** The calls by which a file is left there: the first answers where, the last brings it. */
  readonly steps: readonly [Route, ...Route[]];
  /** The call that is paid for. */
  readonly create: Route;
}

const patience = () => AbortSignal.timeout(15_000);

/** How pictures get to a provider that reads them from an address. */
export function providerUploadsContract<Route extends string>(
  open: () => Promise<UploadStage<Route>>,
  { request, steps, create }: Uploads<Route>,
) {
  describe("provider uploads", () => {
    let stage: UploadStage<Route>;
    const fresh = async () => (stage = await open());
    afterEach(() => stage.studio.stop());

    const animation: Submission = {
      key: "job-1",
      request: {
        ...request,
        mode: "image",
        pictures: [{ file: "boat.jpg", width: 1_280, height: 720, role: "first" }],
      },
      picturePaths: [join(tmpdir(), "boat.jpg")],
    };
    const submit = () => stage.provider.submit(animation, patience());
    const failed = () => submit().catch((reason: unknown) => reason);

    test("a picture is left there first, and its address is sent", async () => {
      const { studio, address } = await fresh();

      await submit();

      const left = studio.calls.find(({ route }) => route === steps.at(-1));
      expect(studio.calls.map(({ route }) => route).slice(-steps.length - 1)).toEqual([
        ...steps,
        create,
      ]);
      expect(left?.raw.toString()).toContain("a prepared picture");
      expect(JSON.stringify(studio.bills[0]?.body)).toContain(JSON.stringify(address));
    });

    test.each(steps.flatMap((step) => [500, 503].map((status) => ({ step, status }))))(
      "$step that fails with $status has begun nothing",
      async ({ step, status }) => {
        const { studio } = await fresh();
        studio.fail(step, { kind: "status", status });

        const error = await failed();

        expect(error).toMatchObject({ kind: "unavailable", mayHaveBegun: false });
        expect(studio.calls.map(({ route }) => route)).not.toContain(create);
        expect(studio.bills).toEqual([]);
      },
    );

    test.each([
      [401, "auth"],
      [402, "billing"],
      [413, "invalid"],
      [429, "throttled"],
    ])("who is turned away there by %i hears why, and nothing has begun", async (status, kind) => {
      const { studio } = await fresh();
      studio.fail(steps[0], { kind: "status", status, body: { error: "No." } });

      const error = await failed();

      expect(error).toMatchObject({ kind, mayHaveBegun: false });
      expect(studio.bills).toEqual([]);
    });

    test("where no address is answered, nothing has begun", async () => {
      const { studio } = await fresh();
      studio.fail(steps[0], { kind: "status", status: 200, body: {} });

      const error = await failed();

      expect(error).toMatchObject({ kind: "unavailable", mayHaveBegun: false });
      expect(studio.bills).toEqual([]);
    });

    test("a submit that fails after it may run all the same", async () => {
      const { studio } = await fresh();
      studio.fail(create, { kind: "reset", accepted: true });

      const error = await failed();

      expect(error).toMatchObject({ kind: "unavailable", mayHaveBegun: true });
      expect(studio.bills).toHaveLength(1);
    });
  });
}
