import type { CallLimits } from "../../src/providers/http.ts";
import type { VideoProvider, VideoRequest } from "../../src/providers/provider.ts";
import type { Fault } from "../fakes/faults.ts";
import { providerFaultsContract } from "./provider-faults.contract.ts";
import { providerSayingsContract } from "./provider-sayings.contract.ts";
import type { Saying } from "./provider-sayings.contract.ts";
import { providerContract } from "./provider.contract.ts";
import type { ProviderStage } from "./provider.contract.ts";

/** How long a film of these contracts waits and is filmed, in ms. */
const TIMELINE = { queued: 1_000, filming: 1_000 };
const UNTIL_IT_ENDS = 3_000;

/** In what world a contract wants its provider. */
export interface World {
  readonly fake: { readonly timeline: typeof TIMELINE };
  readonly limits?: CallLimits | undefined;
  /** When it begins, in epoch ms. */
  readonly at?: number;
}

/** A provider before a studio on loopback, and the clock of both. */
interface StudioStage<Route extends string> {
  readonly provider: VideoProvider;
  readonly studio: {
    readonly bills: readonly unknown[];
    fail(route: Route, fault: Fault): void;
    set(film: string, patch: Record<string, unknown>): void;
    forget(): void;
    stop(): Promise<void>;
  };
  readonly clock: { advance(ms: number): void };
  readonly onPicture: NonNullable<ProviderStage["onPicture"]>;
}

type Refusal = Parameters<NonNullable<ProviderStage["refuseNext"]>>[0];

/** What a studio says in its own words. */
interface StudioWords<Route extends string> {
  /** A request that it can film. */
  readonly request: VideoRequest;
  /** Which of its routes is which call. */
  readonly routes: Readonly<Record<"submit" | "poll" | "content", Route>>;
  /** How it turns a submission away. */
  readonly refusals: Readonly<Record<Refusal, { status: number; body: unknown }>>;
  /** What it says about a film. */
  readonly sayings: Readonly<Record<Exclude<Saying, "nothing at all">, Record<string, unknown>>>;
  /** How it names its first film. */
  readonly film?: string;
}

/** What every provider must do that films in a studio of others: three contracts over one stage. */
export function studioContracts<Route extends string>(
  open: (world: World) => Promise<StudioStage<Route>>,
  { request, routes, refusals, sayings, film = "film-1" }: StudioWords<Route>,
) {
  async function openStage(world: Omit<World, "fake"> = {}) {
    const { studio, clock, provider, onPicture } = await open({
      fake: { timeline: TIMELINE },
      ...world,
    });
    return {
      studio,
      provider,
      onPicture,
      request,
      begun: () => studio.bills.length,
      finish: async () => clock.advance(UNTIL_IT_ENDS),
      close: () => studio.stop(),
    };
  }

  providerContract(async () => {
    const { studio, ...stage } = await openStage();
    return {
      ...stage,
      refuseNext: (kind) => studio.fail(routes.submit, { kind: "status", ...refusals[kind] }),
    };
  });

  providerFaultsContract(async (at, limits) => {
    const { studio, ...stage } = await openStage({ limits, at });
    return { ...stage, fail: (call, fault) => studio.fail(routes[call], fault) };
  });

  providerSayingsContract(async () => {
    const { studio, ...stage } = await openStage();
    return {
      ...stage,
      says: (saying) =>
        saying === "nothing at all" ? studio.forget() : studio.set(film, sayings[saying]),
      answerNext: (call, body) => studio.fail(routes[call], { kind: "status", status: 200, body }),
    };
  });
}
