import type { BudgetView, ChannelView, CommandView } from "../../../platforms/local/views.ts";
import type { Form, Message } from "../../../platforms/platform.ts";
import type { CompletionSource } from "../../../platforms/options.ts";
import { words } from "../language.ts";

export interface CommandLineUp {
  readonly commands: readonly CommandView[];
  /** The forms of actions that ask for a prompt first. */
  readonly asking: Readonly<Record<string, Form>>;
  readonly budget: BudgetView;
  readonly maxImageBytes: number;
}

export interface Suggested {
  readonly value: string;
  readonly label: string;
}

export type Link = NonNullable<Message["link"]>;

/** What becomes of a request: `away` may be sent again under its key, `refused` has its reason. */
export type Outcome =
  | {
      readonly kind: "taken";
      readonly reply: string;
      /** Where more of it is to be seen. */
      readonly link?: Link;
      readonly job?: string;
      /** Where it reports, as `local:JOB`. */
      readonly thread?: string;
      readonly state?: string;
    }
  | { readonly kind: "answered"; readonly error: string }
  | { readonly kind: "refused"; readonly error: string }
  | { readonly kind: "away"; readonly error: string };

const AWAY = words("Rushes cannot be reached right now.");

export async function fetchLineUp(): Promise<CommandLineUp> {
  return (await get("commands")).json();
}

export async function fetchChannel(): Promise<ChannelView> {
  return (await get("threads/local:channel")).json();
}

export async function fetchCompletions(
  source: CompletionSource,
  typed: string,
): Promise<readonly Suggested[]> {
  return (await get(`completions?${new URLSearchParams({ source, typed })}`)).json();
}

/** Sends a command. Sent again under the same key, it finds what the first one began. */
export function sendCommand(
  key: string,
  command: string,
  options: Readonly<Record<string, unknown>>,
  pictures: Readonly<Record<string, File>>,
): Promise<Outcome> {
  return post("invocations", key, bodyOf({ command }, options, pictures));
}

/** Presses a button of a message. */
export function sendAction(
  key: string,
  job: string,
  action: string,
  options: Readonly<Record<string, unknown>>,
  pictures: Readonly<Record<string, File>>,
): Promise<Outcome> {
  return post("actions", key, bodyOf({ job, action }, options, pictures));
}

/** JSON, or a form where files come along. */
function bodyOf(
  names: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>>,
  pictures: Readonly<Record<string, File>>,
): string | FormData {
  const files = Object.entries(pictures);
  if (files.length === 0) return JSON.stringify({ ...names, options });
  const form = new FormData();
  for (const [name, value] of Object.entries(names)) form.set(name, value);
  form.set("options", JSON.stringify(options));
  for (const [option, file] of files) form.set(option, file);
  return form;
}

async function get(path: string): Promise<Response> {
  const response = await fetch(`/api/local/${path}`);
  if (response.ok) return response;
  throw new Error(`${path}: ${response.status}`);
}

async function post(path: string, key: string, body: string | FormData): Promise<Outcome> {
  const headers = new Headers({ "Idempotency-Key": key });
  if (typeof body === "string") headers.set("Content-Type", "application/json");
  try {
    const response = await fetch(`/api/local/${path}`, { method: "POST", headers, body });
    const answer: Omit<Extract<Outcome, { kind: "taken" }>, "kind"> & { error?: string } =
      await response.json();
    if (response.ok) return { ...answer, kind: "taken", reply: answer.reply ?? "" };
    const error = answer.error ?? AWAY;
    if (response.status === 422) return { kind: "answered", error };
    return { kind: response.status >= 500 ? "away" : "refused", error };
  } catch {
    return { kind: "away", error: AWAY };
  }
}

/** A key for one wish of a person. `crypto.randomUUID` is missing on plain http beyond this machine. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
