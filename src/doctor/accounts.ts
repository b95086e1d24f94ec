import type { Config } from "../config.ts";
import type { Account } from "./account.ts";

/** The providers that have an account. Their adapters are loaded only where they are on. */
export function accountsOf(config: Config): Account[] {
  const { openai, fal, openrouter, muapi, eachlabs, attachmentHosts: namedHosts } = config;
  return [
    {
      name: "openai",
      variable: "OPENAI_API_KEY",
      ask:
        openai &&
        (async () => {
          const { lookAtOpenAi } = await import("../providers/openai/doctor.ts");
          return lookAtOpenAi({ ...openai, namedHosts });
        }),
    },
    {
      name: "fal",
      variable: "FAL_KEY",
      ask: fal && (async () => (await import("../providers/fal/doctor.ts")).lookAtFal(fal)),
    },
    {
      name: "openrouter",
      variable: "OPENROUTER_API_KEY",
      ask:
        openrouter &&
        (async () => {
          const { lookAtOpenRouter } = await import("../providers/openrouter/doctor.ts");
          return lookAtOpenRouter(openrouter);
        }),
    },
    {
      name: "muapi",
      variable: "MUAPI_API_KEY",
      ask: muapi && (async () => (await import("../providers/muapi/doctor.ts")).lookAtMuApi(muapi)),
    },
    {
      name: "eachlabs",
      variable: "EACHLABS_API_KEY",
      ask:
        eachlabs &&
        (async () => {
          const { lookAtEachLabs } = await import("../providers/eachlabs/doctor.ts");
          return lookAtEachLabs(eachlabs);
        }),
    },
  ];
}
