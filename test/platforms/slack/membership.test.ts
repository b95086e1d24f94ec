import { expect, test } from "vitest";
import { membershipIn } from "../../../src/platforms/slack/hear/membership.ts";

const PLAIN = { team: "T1" };
const GRID = { team: "T1", enterprise: "E1" };
const home = (team_id: string, enterprise?: string, teams: string[] = []) => ({
  team_id,
  is_stranger: false,
  enterprise_user: enterprise === undefined ? undefined : { enterprise_id: enterprise, teams },
});

test.each([
  ["somebody of the workspace", PLAIN, home("T1"), "T1", false, "member"],
  ["somebody of another one", PLAIN, home("T2"), undefined, false, "stranger"],
  ["somebody whose message came from another one", PLAIN, home("T1"), "T2", false, "stranger"],
  [
    "whom Slack calls a stranger",
    PLAIN,
    { ...home("T1"), is_stranger: true },
    "T1",
    true,
    "stranger",
  ],
  ["of whom only the message speaks", PLAIN, undefined, "T1", false, "member"],
  ["of whom only a message of another one speaks", PLAIN, undefined, "T2", false, "stranger"],
  ["of whom nothing is known", PLAIN, undefined, undefined, false, "unknown"],
  ["another company, in an organization", GRID, home("T9"), "T9", true, "stranger"],
  ["another organization", GRID, home("T9", "E9", ["T1"]), "T9", true, "stranger"],
  ["another workspace of an organization", GRID, home("T2", "E1", ["T2"]), "T2", false, "stranger"],
  [
    "both workspaces of an organization",
    GRID,
    home("T2", "E1", ["T1", "T2"]),
    "T2",
    false,
    "member",
  ],
  ["any workspace of one that has us as a whole", GRID, home("T2", "E1"), "T2", true, "member"],
  ["an organization, and nothing more is known", GRID, undefined, "T2", true, "unknown"],
] as const)("%s", (_who, team, known, said, isOrg, expected) => {
  const membership = membershipIn(team, { home: known, said, isOrg });

  expect(membership).toBe(expected);
});
