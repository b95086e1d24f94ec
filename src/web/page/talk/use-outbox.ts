import { useEffect, useRef, useState } from "preact/hooks";
import type { Conversation } from "./conversation.ts";
import type { Link, Outcome } from "./requests.ts";
import { newKey, sendAction, sendCommand } from "./requests.ts";
import { sendingOf } from "./sending.ts";
import type { Sending } from "./sending.ts";

interface OutboxProps {
  readonly conversation: Conversation;
  /** A job has begun: its thread may be shown. */
  readonly onBegun: (job: string) => void;
  /** What a button answered, for the one who pressed it. */
  readonly onNote: (note: string, link: Link | undefined) => void;
}

/** Sends what people ask for, and keeps it visible until the conversation has it. */
export function useOutbox({ conversation, onBegun, onNote }: OutboxProps) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const pictures = useRef(new Map<string, string>());
  /** Buttons that are waiting for their answer: pressed once more, they mean the same. */
  const pressed = useRef(new Set<string>());
  /** Keys of presses whose answer was lost: tried again, they find what they have begun. */
  const unsure = useRef(new Map<string, string>());
  const said = new Set([...conversation.messages.values()].map(({ invocation }) => invocation));
  const unsent = sending.filter(({ key }) => !said.has(key));

  useEffect(() => {
    if (unsent.length < sending.length) setSending(unsent);
  });

  function update(key: string, change: (one: Sending) => Sending | undefined) {
    setSending((all) => all.flatMap((one) => (one.key === key ? (change(one) ?? []) : one)));
  }

  async function post(one: Sending) {
    const outcome = await sendCommand(one.key, one.command.name, one.options, one.pictures);
    if (outcome.kind === "taken") tellBegun(outcome);
    if (outcome.kind === "taken" || outcome.kind === "answered") return;
    const { error: problem, kind } = outcome;
    update(one.key, (sent) => ({ ...sent, problem, mayResend: kind === "away" }));
  }

  function tellBegun({ thread }: Extract<Outcome, { kind: "taken" }>) {
    if (thread !== undefined) onBegun(thread.replace("local:", ""));
  }

  return {
    sending: unsent,
    pictures: pictures.current,

    send: (request: Pick<Sending, "command" | "options" | "pictures">) => {
      const one = sendingOf(request, newKey(), Date.now());
      if (one.pictureUrl) pictures.current.set(one.key, one.pictureUrl);
      setSending((all) => [...all, one]);
      void post(one);
    },

    resend: (one: Sending) => {
      update(one.key, (sent) => ({ ...sent, problem: undefined }));
      void post(one);
    },

    discard: (one: Sending) => update(one.key, () => undefined),

    /** Answers why it was not taken; `undefined` when it was. */
    press: async (
      job: string,
      action: string,
      options: Record<string, unknown> = {},
      files: Sending["pictures"] = {},
    ): Promise<string | undefined> => {
      const button = `${action} ${job}`;
      if (pressed.current.has(button)) return "";
      pressed.current.add(button);
      const key = unsure.current.get(button) ?? newKey();
      const [picture] = Object.values(files);
      if (picture) pictures.current.set(key, URL.createObjectURL(picture));
      const outcome = await sendAction(key, job, action, options, files);
      pressed.current.delete(button);
      if (outcome.kind === "away") unsure.current.set(button, key);
      else unsure.current.delete(button);
      if (outcome.kind !== "taken") return outcome.error;
      const isNew = outcome.job !== undefined && outcome.job !== job;
      if (isNew || action === "run") tellBegun(outcome);
      else onNote(outcome.reply, outcome.link);
      return undefined;
    },
  };
}
