import { providerFaultsContract } from "../contract/provider-faults.contract.ts";
import { providerSayingsContract } from "../contract/provider-sayings.contract.ts";
import { openStage, QUICK_LIMITS, REQUEST } from "./openai-stage.ts";

const TIMELINE = { queued: 1_000, filming: 1_000 };
const ROUTES = { submit: "create", poll: "retrieve", content: "content" } as const;

providerFaultsContract(async (at) => {
  const stage = await openStage({ limits: QUICK_LIMITS }, { timeline: TIMELINE }, at);
  const { provider, server, clock } = stage;
  return {
    provider,
    request: REQUEST,
    begun: () => server.bills.length,
    fail: (call, fault) => server.fail(ROUTES[call], fault),
    finish: async () => clock.advance(3_000),
    close: () => server.stop(),
  };
});

const SAYINGS = {
  "a word of tomorrow": { status: "dreaming" },
  refused: { status: "failed", error: { code: "moderation_blocked", message: "Not that." } },
  cancelled: { status: "cancelled" },
};

providerSayingsContract(async () => {
  const { provider, server } = await openStage({}, { timeline: TIMELINE });
  return {
    provider,
    request: REQUEST,
    says: (saying) =>
      saying === "nothing at all" ? server.restart() : server.set("video_1", SAYINGS[saying]),
    close: () => server.stop(),
  };
});
