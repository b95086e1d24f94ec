import type { Declared } from "./app.ts";
import { actorsIn } from "./blocks.ts";
import type { Deliveries, Parcel } from "./delivery.ts";
import type { Events } from "./events.ts";
import type { Option, Picture, Value } from "./forms.ts";
import { actionOf, filled, keep } from "./forms.ts";
import { installs } from "./browser.ts";
import type { OAuth } from "./oauth.ts";
import { buttonsOf } from "./reading.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { Shapes } from "./shapes.ts";
import type { Use } from "./uses.ts";
import { createUses } from "./uses.ts";
import type { Views } from "./views.ts";
import type { Block, FakeMessage, FakeView, World } from "./world.ts";
import { ANN, APP_ID, GENERAL } from "./world.ts";

export interface Where {
  /** A channel, or "dm" for the direct messages with the bot. */
  readonly channel?: string;
  readonly thread?: string;
}

export type Said = FakeMessage & { readonly deliveries: readonly Use[] };

interface OptionsAnswer {
  readonly options?: readonly Option[];
  readonly option_groups?: readonly { readonly options: readonly Option[] }[];
}

interface PeopleDeps {
  readonly world: World;
  readonly shapes: Shapes;
  readonly declared: Declared;
  readonly delivery: Deliveries;
  readonly events: Events;
  readonly responseUrls: ResponseUrls;
  readonly views: Views;
  readonly oauth: OAuth;
  readonly authorizeUrl: () => string;
}

/** People in front of Slack: what they do reaches the app as Slack tells of it. */
export function createPeople(deps: PeopleDeps) {
  const { world, shapes, declared, delivery, events, responseUrls, views } = deps;
  const { tell } = createUses(world, delivery);

  function triggerOf(user: string, team: string, channel?: string, view?: string): string {
    const id = `${world.newId("1")}.trigger`;
    const expiresAt = world.now() + world.settings.triggerLife;
    world.triggers.set(id, { team, user, channel, expiresAt, isUsed: false, view });
    return id;
  }

  return function person(id: string = ANN) {
    const { team, name } = world.userOf(id);
    const { bot, domain, enterprise } = world.teamOf(team);

    function placeOf({ channel = GENERAL }: Where): string {
      if (channel === "dm") return world.directOf(id, team).id;
      const found = world.channelOf(channel);
      // A channel of another workspace may be shared with them.
      const isOpen = found.team === team && found.kind === "public";
      if (!isOpen && !found.members.has(id)) throw new Error(`${name} is not there`);
      return channel;
    }

    const botIn = (where: Where) => world.teamOf(world.channelOf(placeOf(where)).team).bot;

    /** What every click says. */
    function click(type: string, more: Record<string, unknown>): Parcel {
      if (!events.isInstalled(team)) throw new Error(`the app is not installed in ${team}`);
      const org = enterprise === undefined ? null : { id: enterprise, name: "Works" };
      const body = {
        type,
        user: { id, username: name, name, team_id: team },
        api_app_id: APP_ID,
        token: "verification",
        // Of what a whole organisation has installed, Slack names no workspace here.
        team: events.isOrgWide(team) ? null : { id: team, domain, enterprise_id: org?.id },
        enterprise: org,
        is_enterprise_install: events.isOrgWide(team),
        ...more,
      };
      return { kind: "interactive", body };
    }

    async function write(
      text: string,
      where: Where & { files?: readonly Picture[]; onlyFileShare?: boolean },
      isForeign = false,
    ): Promise<Said> {
      const channel = placeOf(where);
      if (world.channelOf(channel).isArchived) throw new Error(`${channel} is archived`);
      const made = { team, user: id, isForeign };
      const files = await Promise.all((where.files ?? []).map((one) => keep(world, one, made)));
      const thread_ts = where.thread;
      const message = world.addMessage({ channel, user: id, text, files, thread_ts });
      for (const file of files) file.shares.push({ channel, ts: message.ts, thread_ts });
      const parcels = events.parcelsOf(message, where.onlyFileShare);
      return Object.assign(message, { deliveries: await Promise.all(parcels.map(tell)) });
    }

    function partOf(what: FakeMessage | FakeView, wanted: string): { block: Block; part: Block } {
      const blocks = "state" in what ? what.state.blocks : what.blocks;
      const labels = buttonsOf(what);
      const all = actorsIn(blocks);
      const at = labels.findIndex(({ actionId, label }) => actionId === wanted || label === wanted);
      const found = all[at];
      if (!found)
        throw new Error(`no ${wanted} among ${labels.map((one) => one.label).join(", ")}`);
      return found;
    }

    async function act(
      what: FakeMessage | FakeView,
      wanted: string,
      value?: Value,
      given: Readonly<Record<string, Value>> = {},
    ): Promise<Use> {
      const { block, part } = partOf(what, wanted);
      const action = {
        ...actionOf(part, value),
        block_id: block["block_id"],
        action_ts: actedAt(),
      };
      if ("state" in what) return actInView(what, action, given);
      const { channel, ts, thread_ts, ephemeralFor } = what;
      if (what.isGone) throw new Error("the message is gone");
      if (ephemeralFor !== undefined && ephemeralFor !== id) throw new Error("not for their eyes");
      const { url } = responseUrls.make(team, channel, id, what);
      const is_ephemeral = ephemeralFor !== undefined;
      const place = { message_ts: ts, channel_id: channel, is_ephemeral, thread_ts };
      return tell(
        click("block_actions", {
          trigger_id: triggerOf(id, team, channel),
          container: { type: "message", ...place },
          channel: { id: channel, name: world.channelOf(channel).name },
          // Of what one person alone sees, Slack says no more than where it is.
          ...(is_ephemeral ? {} : { message: shapes.message(what, true) }),
          state: { values: {} },
          response_url: url,
          actions: [action],
        }),
      );
    }

    async function actInView(
      view: FakeView,
      action: Record<string, unknown>,
      given: Readonly<Record<string, Value>>,
    ): Promise<Use> {
      if (!view.isOpen) throw new Error("the view is closed");
      const values = await filled(client, view, given, "as it stands");
      return tell(
        click("block_actions", {
          trigger_id: triggerOf(id, team, view.channel, view.id),
          container: { type: "view", view_id: view.id },
          view: { ...shapes.view(view), state: { values } },
          actions: [action],
        }),
      );
    }

    /** What the app offers for what is typed into one of its own selects. */
    async function offers(
      view: FakeView,
      block: Block,
      part: Block,
      value: string,
    ): Promise<readonly Option[]> {
      const use = await tell(
        click("block_suggestion", {
          container: { type: "view", view_id: view.id },
          action_id: part["action_id"],
          block_id: block["block_id"],
          value,
          view: shapes.view(view),
        }),
      );
      const answer = use.body as OptionsAnswer | undefined;
      return answer?.options ?? answer?.option_groups?.flatMap((one) => one.options) ?? [];
    }
    const client = { world, shapes, offers };

    const actedAt = () => world.nextTs(`actions ${team}`);

    return {
      id,
      team,
      dm: () => world.directOf(id, team).id,

      /** `/video a boat` in a channel; in threads there are no commands. */
      async types(text: string, where: { channel?: string } = {}): Promise<Use> {
        const [, command = "", rest = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? [];
        if (command === "") throw new Error(`${text} is no command`);
        if (declared.commands && !declared.commands.has(command)) {
          throw new Error(`${command} is not declared`);
        }
        if (!events.isInstalled(team)) throw new Error(`the app is not installed in ${team}`);
        const channel = placeOf(where);
        const { kind, name: called } = world.channelOf(channel);
        const { url, made } = responseUrls.make(team, channel, id);
        const org =
          enterprise === undefined ? {} : { enterprise_id: enterprise, enterprise_name: "Works" };
        const body = {
          token: "verification",
          team_id: team,
          team_domain: domain,
          ...org,
          channel_id: channel,
          channel_name:
            kind === "im" ? "directmessage" : kind === "public" ? called : "privategroup",
          user_id: id,
          user_name: name,
          command,
          text: rest,
          api_app_id: APP_ID,
          is_enterprise_install: String(events.isOrgWide(team)),
          response_url: url,
          trigger_id: triggerOf(id, team, channel),
        };
        const use = await tell({ kind: "slash_commands", body });
        const said = typeof use.body === "string" ? { text: use.body } : use.body;
        const answer = (said ?? {}) as Record<string, unknown>;
        const isSaid = use.acked && Boolean(answer["text"] ?? answer["blocks"]);
        if (isSaid) responseUrls.say(made, answer);
        return use;
      },

      says: (text: string, where: Where & { files?: readonly Picture[] } = {}): Promise<Said> =>
        write(typed(text), where),

      mentions: (
        text: string,
        where: Where & { files?: readonly Picture[]; onlyFileShare?: boolean } = {},
      ): Promise<Said> => write(`<@${botIn(where)}> ${typed(text)}`, where),

      uploads: (
        picture: Picture,
        { text = "", isForeign, ...where }: Where & { text?: string; isForeign?: boolean } = {},
      ): Promise<Said> => write(typed(text), { ...where, files: [picture] }, isForeign),

      async edits(message: FakeMessage, text: string): Promise<readonly Use[]> {
        Object.assign(message, { text: typed(text), edits: message.edits + 1 });
        return Promise.all(events.changeOf(message, "changed").map(tell));
      },

      async deletes(message: FakeMessage): Promise<readonly Use[]> {
        message.isGone = true;
        world.changed();
        return Promise.all(events.changeOf(message, "deleted").map(tell));
      },

      /** Presses a button, by its action id or its words; what asks to be confirmed is. */
      clicks: (what: FakeMessage | FakeView, wanted: string): Promise<Use> => act(what, wanted),

      /** Chooses in a select, radio buttons or checkboxes. */
      chooses: (what: FakeMessage | FakeView, actionId: string, value: Value): Promise<Use> =>
        act(what, actionId, value, "state" in what ? { [actionId]: value } : {}),

      /** Types into a field of a form; the app hears of each character only where it says so. */
      async typesInto(view: FakeView, actionId: string, words: string): Promise<readonly Use[]> {
        const { block, part } = partOf(view, actionId);
        if (!tellsOfTyping(block, part)) return [];
        const steps = Array.from(words, (_letter, at) => words.slice(0, at + 1));
        return Promise.all(steps.map((now) => act(view, actionId, now, { [actionId]: now })));
      },

      async usesShortcut(callbackId: string, message?: FakeMessage): Promise<Use> {
        if (declared.shortcuts && !declared.shortcuts.has(callbackId)) {
          throw new Error(`the shortcut ${callbackId} is not declared`);
        }
        const common = { callback_id: callbackId, action_ts: actedAt() };
        if (!message) {
          return tell(click("shortcut", { ...common, trigger_id: triggerOf(id, team) }));
        }
        const { channel, ts } = message;
        return tell(
          click("message_action", {
            ...common,
            trigger_id: triggerOf(id, team, channel),
            message_ts: ts,
            channel: { id: channel, name: world.channelOf(channel).name },
            message: shapes.message(message, true),
            response_url: responseUrls.make(team, channel, id).url,
          }),
        );
      },

      /** The form on top. */
      modal(): FakeView {
        const top = views.stackOf(id, team).at(-1);
        if (!top) throw new Error(`${name} sees no form`);
        return top;
      },
      home: (): FakeView | undefined => views.homeOf(id, team),

      /** Types into a select that the app fills, by block or action id: what is offered. */
      completes(view: FakeView, wanted: string, value: string): Promise<readonly Option[]> {
        const found = actorsIn(view.state.blocks).find(
          ({ block, part }) => block["block_id"] === wanted || part.action_id === wanted,
        );
        if (!found) throw new Error(`the form has no ${wanted}`);
        return offers(view, found.block, found.part, value);
      },

      /** Fills a form in and sends it off. */
      async submits(view: FakeView, given: Readonly<Record<string, Value>> = {}): Promise<Use> {
        if (!view.isOpen) throw new Error("the view is closed");
        const values = await filled(client, view, given);
        const use = await tell(
          click("view_submission", {
            trigger_id: triggerOf(id, team, view.channel, view.id),
            view: { ...shapes.view(view), state: { values } },
            response_urls: [],
          }),
        );
        if (use.acked) views.follow(view, use.body);
        return use;
      },

      async closes(view: FakeView): Promise<Use | undefined> {
        view.isOpen = false;
        if (view.state["notify_on_close"] !== true) return undefined;
        return tell(click("view_closed", { view: shapes.view(view), is_cleared: false }));
      },

      async opensHome(tab: "home" | "messages" = "home"): Promise<Use | undefined> {
        if (!events.isWanted("app_home_opened")) return undefined;
        const known = views.homeOf(id, team);
        const shown = tab === "home" && known ? { view: shapes.view(known) } : {};
        const channel = world.directOf(id, team).id;
        return tell(
          events.parcelOf({ type: "app_home_opened", user: id, channel, tab, ...shown }, team),
        );
      },

      /** Takes the app away; in which order the two events come is not to be relied on. */
      async uninstalls(order = ["tokens_revoked", "app_uninstalled"]): Promise<readonly Use[]> {
        const parcels = order
          .filter((type) => events.isWanted(type))
          .map((type) => {
            const tokens = type === "tokens_revoked" ? { tokens: { oauth: [], bot: [bot] } } : {};
            return events.parcelOf({ type, ...tokens }, team);
          });
        for (const token of world.tokens.values()) {
          const isTheirs = token.team === team || (!token.team && token.enterprise === enterprise);
          if (isTheirs) token.isRevoked = true;
        }
        const uses: Use[] = [];
        // oxlint-disable-next-line no-await-in-loop -- in this order
        for (const parcel of parcels) uses.push(await tell(parcel));
        return uses;
      },

      /** Walks from the app's install page to its last page, as a browser does. */
      installs: (url: string, more: { orgWide?: boolean; cancel?: boolean } = {}) =>
        installs(deps, id, url, more),

      /** Any event of this person's workspace; `at` is when it happened. */
      emit: (event: Record<string, unknown>, at?: number): Promise<Use> =>
        tell(events.parcelOf(event, team, at)),
    };
  };
}
/** Without a word about it, an app hears of a text field only when somebody presses Enter. */
function tellsOfTyping(block: Block, part: Block): boolean {
  const config = part["dispatch_action_config"] as { trigger_actions_on?: string[] } | undefined;
  const isTold = config?.trigger_actions_on?.includes("on_character_entered") ?? false;
  return block["dispatch_action"] === true && isTold;
}

/** What somebody writes, as Slack passes it on: escaped, links in brackets, the bot by its id. */
function typed(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/https?:\/\/[^\s<>]+/g, (url) => `<${url}>`);
}
