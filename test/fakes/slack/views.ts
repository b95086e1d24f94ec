import { viewOf } from "./blocks.ts";
import type { Call, Method } from "./call.ts";
import { Refusal } from "./refusal.ts";
import type { Shapes } from "./shapes.ts";
import type { FakeView, Trigger, World } from "./world.ts";

const DEEPEST_STACK = 3;

interface Answer {
  readonly response_action?: string;
  readonly view?: unknown;
}

/** Forms and home pages: what opens them, what changes them, and which is on top. */
export function createViews(world: World, shapes: Shapes) {
  const { now, views } = world;

  function add(made: Omit<FakeView, "id" | "hash" | "isOpen" | "root"> & { root?: string }) {
    const id = world.newId("V");
    const view: FakeView = { ...made, id, hash: hashed(), isOpen: true, root: made.root ?? id };
    views.set(id, view);
    world.changed();
    return view;
  }

  function hashed(): string {
    return `${Math.floor(now() / 1_000)}.${world.newId("h")}`;
  }

  function change(view: FakeView, state: FakeView["state"]): FakeView {
    Object.assign(view, { state, hash: hashed() });
    world.changed();
    return view;
  }

  const stackOf = (user: string, team: string): FakeView[] =>
    [...views.values()].filter(
      (one) => one.user === user && one.team === team && one.kind === "modal" && one.isOpen,
    );

  function push(on: FakeView, given: unknown): FakeView {
    const state = viewOf(given, "modal");
    const depth = stackOf(on.user, on.team).filter(({ root }) => root === on.root).length;
    if (depth >= DEEPEST_STACK) throw new Refusal("push_limit_reached");
    const { team, user, channel, root } = on;
    return add({ team, user, channel, kind: "modal", state, root, previous: on.id });
  }

  function triggerOf(call: Call): Trigger {
    const id = call.text("trigger_id") || call.text("interactivity_pointer");
    const trigger = world.triggers.get(id);
    if (!trigger) throw new Refusal("invalid_trigger_id");
    call.checkTeam(trigger.team, `trigger ${id}`, "invalid_trigger_id");
    if (trigger.isUsed) throw new Refusal("exchanged_trigger_id");
    if (trigger.expiresAt < now()) throw new Refusal("expired_trigger_id");
    return trigger;
  }

  /** A view is looked at before its trigger is spent. */
  function open(call: Call): FakeView {
    const trigger = triggerOf(call);
    const state = viewOf(call.json("view"), "modal");
    trigger.isUsed = true;
    for (const old of stackOf(trigger.user, trigger.team)) old.isOpen = false;
    const { team, user, channel } = trigger;
    return add({ team, user, channel, kind: "modal", state, previous: undefined });
  }

  function existing(call: Call): FakeView {
    const external = call.text("external_id");
    const found =
      views.get(call.text("view_id")) ??
      [...views.values()].find(
        ({ state, isOpen }) => isOpen && external !== "" && state["external_id"] === external,
      );
    if (!found) throw new Refusal("not_found");
    call.checkTeam(found.team, `view ${found.id}`, "not_found");
    if (!found.isOpen) throw new Refusal("not_found");
    checkHash(call, found);
    return found;
  }

  function checkHash(call: Call, view: FakeView | undefined): void {
    const hash = call.text("hash");
    if (view && hash !== "" && hash !== view.hash) throw new Refusal("hash_conflict");
  }

  const homeOf = (user: string, team: string) =>
    [...views.values()].find(
      (one) => one.user === user && one.team === team && one.kind === "home",
    );

  const methods: Record<string, Method> = {
    "views.open": {
      required: ["view"],
      optional: ["trigger_id", "interactivity_pointer"],
      answer: (call) => ({ view: shapes.view(open(call)) }),
    },
    "views.push": {
      required: ["view"],
      optional: ["trigger_id", "interactivity_pointer"],
      answer(call) {
        const trigger = triggerOf(call);
        const on = views.get(trigger.view ?? "");
        if (!on) throw new Refusal("not_found");
        const view = push(on, call.json("view"));
        trigger.isUsed = true;
        return { view: shapes.view(view) };
      },
    },
    "views.update": {
      required: ["view"],
      optional: ["view_id", "external_id", "hash"],
      answer(call) {
        const view = existing(call);
        return { view: shapes.view(change(view, viewOf(call.json("view"), view.kind))) };
      },
    },
    "views.publish": {
      required: ["user_id", "view"],
      optional: ["hash"],
      answer(call) {
        const { id: user, team } = call.person("user_id");
        const known = homeOf(user, team);
        checkHash(call, known);
        const state = viewOf(call.json("view"), "home");
        const fresh = { team, user, state, previous: undefined, channel: undefined };
        const view = known ? change(known, state) : add({ ...fresh, kind: "home" });
        return { view: shapes.view(view) };
      },
    },
  };

  return {
    methods,
    stackOf,
    homeOf,

    /** Does what the app's acknowledgement says of a form that was sent off. */
    follow(view: FakeView, answer: unknown): void {
      const { response_action: action, view: next } = (answer ?? {}) as Answer;
      if (action === "errors") return;
      if (action === "update") {
        change(view, viewOf(next, "modal"));
        return;
      }
      if (action === "push") {
        push(view, next);
        return;
      }
      const closed = stackOf(view.user, view.team).filter(
        (one) => one === view || action === "clear",
      );
      for (const one of closed) one.isOpen = false;
      world.changed();
    },
  };
}
export type Views = ReturnType<typeof createViews>;
