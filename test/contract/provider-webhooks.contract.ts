import { afterEach, describe, expect, test } from "vitest";
import type { Operation, VideoProvider, VideoRequest } from "../../src/providers/provider.ts";

/** A provider whose webhooks a test can sign. */
interface SignedStage {
  readonly provider: VideoProvider;
  /** What it says when the film of `operation` has ended. */
  readonly event: object;
  readonly operation: Operation;
  readonly now: number;
  /** The headers of a webhook with this body, sent at this time, in epoch ms. */
  sign(body: Uint8Array, at: number): Headers;
  /** The same by somebody who has not its secret. */
  forge(body: Uint8Array, at: number): Headers;
  close(): Promise<void>;
}

const MINUTE = 60_000;
const bytesOf = (body: unknown) => new TextEncoder().encode(JSON.stringify(body));
const AUTH = { name: "ProviderError", kind: "auth" };

/** How a provider reads webhooks that are signed. The job that asked for the film is `wanted`. */
export function signedWebhooksContract(open: () => Promise<SignedStage>, wanted: VideoRequest) {
  describe("provider webhooks", () => {
    let stage: SignedStage;
    const fresh = async () => (stage = await open());
    afterEach(() => stage.close());

    const hear = (body: Uint8Array, headers: Headers) =>
      stage.provider.webhook(body, headers, wanted);

    test("a signed one points at its film", async () => {
      const { event, operation, now, sign } = await fresh();
      const body = bytesOf(event);

      expect(await hear(body, sign(body, now))).toEqual({ operations: [operation] });
    });

    test("a signed one about nothing that we know tells nothing", async () => {
      const { now, sign } = await fresh();
      const body = bytesOf({ type: "account.greeting" });

      expect(await hear(body, sign(body, now))).toEqual({ operations: [] });
    });

    test("one with another body is not theirs", async () => {
      const { event, now, sign } = await fresh();
      const body = bytesOf(event);
      const other = bytesOf({ ...event, more: "than was signed" });

      await expect(hear(other, sign(body, now))).rejects.toMatchObject(AUTH);
    });

    test("one by somebody else is not theirs", async () => {
      const { event, now, forge } = await fresh();
      const body = bytesOf(event);

      await expect(hear(body, forge(body, now))).rejects.toMatchObject(AUTH);
    });

    test.each([-6, 6])("one of %i minutes from now is a replay", async (minutes) => {
      const { event, now, sign } = await fresh();
      const body = bytesOf(event);

      await expect(hear(body, sign(body, now + minutes * MINUTE))).rejects.toMatchObject(AUTH);
    });

    test.each([undefined, "", "nonsense"])(
      "with a header that is %o it is not theirs",
      async (value) => {
        const { event, now, sign } = await fresh();
        const body = bytesOf(event);

        for (const name of sign(body, now).keys()) {
          const headers = sign(body, now);
          if (value === undefined) headers.delete(name);
          else headers.set(name, value);

          await expect(hear(body, headers)).rejects.toMatchObject(AUTH);
        }
      },
    );
  });
}

/** A provider that was given no secret to sign with. */
interface UnsignedStage extends Pick<SignedStage, "provider" | "event" | "operation"> {
  close(): Promise<void>;
}

/** How a provider reads webhooks where only their address can tell that they are theirs. */
export function addressedWebhooksContract(
  open: () => Promise<UnsignedStage>,
  wanted: VideoRequest,
) {
  describe("provider webhooks without a secret", () => {
    test("only one to an address that we signed is believed", async () => {
      const { provider, event, operation, close } = await open();
      const body = bytesOf(event);

      const addressed = await provider.webhook(body, new Headers(), wanted);
      const other = provider.webhook(body, new Headers());

      expect(addressed).toEqual({ operations: [operation] });
      await expect(other).rejects.toMatchObject(AUTH);
      await close();
    });
  });
}
