import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { Operation, VideoProvider, VideoRequest } from "../../src/providers/provider.ts";

/** A provider that goes on from a film by its address, before a studio where files are left. */
interface SourceStage<Route extends string> {
  readonly provider: VideoProvider;
  readonly studio: {
    readonly calls: readonly { readonly route: Route; readonly raw: Buffer }[];
    /** What was asked for, film by film. */
    readonly bills: readonly { readonly body: Readonly<Record<string, unknown>> }[];
    readonly clip: Buffer;
    /** Forgets every film. */
    forget(): void;
    stop(): Promise<void>;
  };
  /** Where its first film lies. */
  readonly film: string;
  /** Where the first file lies that was left there. */
  readonly address: string;
}

interface Sources<Route extends string> {
  /** A film of its own, and a request that goes on from that. */
  readonly request: VideoRequest;
  readonly onward: VideoRequest;
  /** The call that brings a file. */
  readonly upload: Route;
}

const OUR_COPY = fileURLToPath(new URL("../fixtures/film-4s.mp4", import.meta.url));
const patience = () => AbortSignal.timeout(15_000);

/** From what a provider goes on that is told where a film lies. */
export function providerSourcesContract<Route extends string>(
  open: () => Promise<SourceStage<Route>>,
  { request, onward, upload }: Sources<Route>,
) {
  describe("provider sources", () => {
    let stage: SourceStage<Route>;
    afterEach(() => stage.studio.stop());

    async function filmed() {
      stage = await open();
      const submission = { key: "job-0", request, picturePaths: [] };
      return stage.provider.submit(submission, patience());
    }

    const goOn = (operation: Operation, sourcePath?: string) =>
      stage.provider.submit(
        {
          key: "job-1",
          request: { ...onward, source: { job: "job-0", operation } },
          picturePaths: [],
          ...(sourcePath !== undefined && { sourcePath }),
        },
        patience(),
      );
    const said = () => JSON.stringify(stage.studio.bills[1]?.body);

    test("without a copy of ours it goes on from where the film lies", async () => {
      const operation = await filmed();

      await goOn(operation);

      expect(said()).toContain(JSON.stringify(stage.film));
    });

    test("a film that it no longer has goes on from our own copy", async () => {
      const operation = await filmed();
      stage.studio.forget();

      await goOn(operation, OUR_COPY);

      const left = stage.studio.calls.filter(({ route }) => route === upload);
      expect(left).toMatchObject([{ headers: { "content-type": "video/mp4" } }]);
      expect(left[0]?.raw).toEqual(stage.studio.clip);
      expect(said()).toContain(JSON.stringify(stage.address));
    });

    test("a film that nobody has any more begins nothing", async () => {
      const operation = await filmed();
      stage.studio.forget();

      const onwards = goOn(operation);

      await expect(onwards).rejects.toMatchObject({ kind: "invalid", mayHaveBegun: false });
      expect(stage.studio.bills).toHaveLength(1);
    });

    test("a copy that is no longer on our disk begins nothing", async () => {
      const operation = await filmed();
      stage.studio.forget();

      const onwards = goOn(operation, "/nowhere.mp4");

      await expect(onwards).rejects.toMatchObject({ name: "ProviderError", mayHaveBegun: false });
      expect(stage.studio.bills).toHaveLength(1);
    });
  });
}
