import { z } from "zod";
import { action } from "../src/command.ts";
import { animate } from "./animate.ts";

const NONE = z.object({});

/** How the author of a picture answers whoever would like to animate it. */
export const consentActions = [
  action({
    name: "consent-yes",
    options: NONE,
    run: (pick, _options, invocation, tools) =>
      tools.consents.agree(invocation, pick, (asked) => animate.run(asked, tools)),
  }),
  action({
    name: "consent-no",
    options: NONE,
    run: (pick, _options, invocation, { consents }) => consents.refuse(invocation, pick, "once"),
  }),
  action({
    name: "consent-never",
    options: NONE,
    run: (pick, _options, invocation, { consents }) => consents.refuse(invocation, pick, "never"),
  }),
];
