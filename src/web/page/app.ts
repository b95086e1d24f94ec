import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import type { MessageView } from "../../platforms/local/views.ts";
import { Composer } from "./composer/composer.ts";
import { BLANK } from "./composer/draft.ts";
import type { Pictures } from "./composer/pictures.ts";
import { useDraft } from "./composer/use-draft.ts";
import { useTypingAnywhere } from "./composer/use-typing-anywhere.ts";
import { CHANNEL, inThread, isKnown, titleOf } from "./talk/conversation.ts";
import { useOutbox } from "./talk/use-outbox.ts";
import { useSlips } from "./talk/use-slips.ts";
import { useTalk } from "./talk/use-talk.ts";
import { Channel } from "./view/channel.ts";
import { DeleteDialog } from "./view/dialog.ts";
import { EditDialog } from "./view/edit-dialog.ts";
import { Notes, useNotes } from "./view/notes.ts";
import { Thread } from "./view/thread.ts";
import { TopBar } from "./view/top-bar.ts";
import { useIsNarrow } from "./view/use-is-narrow.ts";
import { useOpenThread } from "./view/use-open-thread.ts";
import { words } from "./language.ts";

/** A question that a button asks before it acts. */
interface Asking {
  readonly action: string;
  readonly job: string;
  readonly prompt: string;
  /** Why the answer was not taken: it stays until it is. */
  readonly problem?: string;
  readonly isSending?: boolean;
}

/** The playground: a channel, a thread beside it, and a place to type. */
export function App() {
  const { lineUp, conversation, isLive, aloud } = useTalk();
  const { notes, note } = useNotes();
  const commands = lineUp?.commands ?? [];
  const { draft, setDraft } = useDraft(commands);
  const { open, show, follow, close } = useOpenThread();
  const [asking, setAsking] = useState<Asking>();
  const { isSlip } = useSlips();
  const isNarrow = useIsNarrow();
  useTypingAnywhere();
  const outbox = useOutbox({
    conversation,
    onNote: note,
    onBegun: (job) => {
      if (!isNarrow) follow(job);
    },
  });

  useEffect(() => {
    document.title = open ? `${titleOf(conversation, open.job)} · Rushes` : "Rushes";
  }, [open?.job, conversation]);

  // The address may name a thread that is long gone.
  useEffect(() => {
    if (lineUp && open && !isKnown(conversation, open.job)) close();
  }, [lineUp === undefined]);

  function press({ quote = "" }: MessageView, action: string, job: string) {
    const form = lineUp?.asking[action];
    const prompt = form?.holds === "nothing" ? "" : quote;
    if (action === "delete" || form) setAsking({ action, job, prompt });
    else if (!isSlip(action, job)) {
      void outbox.press(job, action).then((problem) => note(problem ?? ""));
    }
  }

  async function answer(options: Record<string, unknown> = {}, pictures: Pictures = {}) {
    if (!asking || asking.isSending) return;
    const sent = { ...asking, problem: undefined, isSending: true };
    setAsking(sent);
    const problem = await outbox.press(asking.job, asking.action, options, pictures);
    const then = problem === undefined ? undefined : { ...asking, problem };
    setAsking((now) => (now === sent ? then : now));
  }

  function recall() {
    const typed = inThread(conversation, CHANNEL).findLast(
      (message) => message.author === "you" && message.typed?.command.startsWith("/"),
    )?.typed;
    const command = commands.find(({ name }) => `/${name}` === typed?.command);
    if (!typed || !command) return;
    const options = Object.fromEntries(typed.options.map(({ name, value }) => [name, value]));
    setDraft({ ...BLANK, command, words: typed.words, options });
  }

  return html`
    <${TopBar} budget=${lineUp?.budget} />
    ${!isLive && html`<p class="away" role="status">${words("Rushes is away. Looking for it…")}</p>`}
    <div class=${`stage ${open ? "has-thread" : ""}`}>
      <main class="channel" inert=${open !== undefined && isNarrow}>
        ${
          lineUp &&
          html`<${Channel}
            conversation=${conversation}
            sending=${outbox.sending}
            pictures=${outbox.pictures}
            open=${open?.job}
            onOpen=${show}
            onPress=${press}
            onExample=${(prompt: string) => {
              const command = commands.find(({ name }) => name === "video");
              if (command) outbox.send({ command, options: { prompt }, pictures: {} });
            }}
            onResend=${outbox.resend}
            onDiscard=${outbox.discard}
          />`
        }
        <${Composer}
          commands=${commands}
          maxImageBytes=${lineUp?.maxImageBytes ?? Infinity}
          draft=${draft}
          onDraft=${setDraft}
          onRecall=${recall}
          onSubmit=${(request: Parameters<typeof outbox.send>[0]) => {
            outbox.send(request);
            setDraft(BLANK);
          }}
        />
      </main>
      ${
        open &&
        html`<${Thread}
          job=${open.job}
          conversation=${conversation}
          takesFocus=${open.byHand}
          onClose=${close}
          onPress=${press}
        />`
      }
    </div>
    ${
      asking !== undefined &&
      lineUp?.asking[asking.action] &&
      html`<${EditDialog}
        form=${lineUp.asking[asking.action]}
        yes=${asking.action.startsWith("scene") ? words("Save") : words("Film it")}
        prompt=${asking.prompt}
        problem=${asking.problem}
        isSending=${asking.isSending}
        maxImageBytes=${lineUp.maxImageBytes}
        onYes=${(prompt: string, pictures: Pictures) => answer({ prompt }, pictures)}
        onNo=${() => setAsking(undefined)}
      />`
    }
    ${
      asking?.action === "delete" &&
      html`<${DeleteDialog}
        problem=${asking.problem}
        isSending=${asking.isSending}
        onYes=${() => answer()}
        onNo=${() => setAsking(undefined)}
      />`
    }
    <${Notes} notes=${notes} />
    <p class="only-heard" role="status" aria-live="polite">${aloud}</p>
  `;
}
