import { expect, test } from "vitest";
import { buttonId, readButtonId } from "../../../src/platforms/chat/button-id.ts";

test("a button comes back as what it was", () => {
  expect(readButtonId(buttonId("cancel", "0mi1x8k3aq7c2bd"))).toEqual({
    action: "cancel",
    job: "0mi1x8k3aq7c2bd",
  });
});

test.each(["", "v1:cancel", "v2:cancel:1", "v1:cancel:../x", `v1:cancel:${"1".repeat(17)}`])(
  "a button that says %o is not ours",
  (id) => {
    expect(readButtonId(id)).toBeUndefined();
  },
);
