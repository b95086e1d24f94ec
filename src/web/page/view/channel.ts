import { html } from "htm/preact";
import type { MessageView } from "../../../platforms/local/views.ts";
import { CHANNEL, inThread, teaserOf, titleOf } from "../talk/conversation.ts";
import type { Conversation } from "../talk/conversation.ts";
import type { Sending } from "../talk/sending.ts";
import { Logo } from "./icon.ts";
import { Message } from "./message.ts";
import type { Press } from "./message.ts";
import { Said } from "./said.ts";
import { Scroller } from "./scroller.ts";
import { Teaser } from "./teaser.ts";
import { clockText, dayText, isoText } from "./times.ts";
import { Unsent } from "./unsent.ts";
import { Welcome } from "./welcome.ts";
import { words } from "../language.ts";

interface ChannelProps {
  readonly conversation: Conversation;
  readonly sending: readonly Sending[];
  /** Pictures that were sent from this page, by invocation. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly open: string | undefined;
  readonly onOpen: (job: string) => void;
  readonly onPress: Press;
  readonly onExample: (prompt: string) => void;
  readonly onResend: (sending: Sending) => void;
  readonly onDiscard: (sending: Sending) => void;
}

/** The channel: what was asked, what was answered, and the threads that hang on it. */
export function Channel(props: ChannelProps) {
  const { conversation, sending, onExample } = props;
  const messages = inThread(conversation, CHANNEL);
  if (messages.length === 0 && sending.length === 0) {
    return html`<div class="scroller"><${Welcome} onExample=${onExample} /></div>`;
  }
  const newest = `${messages.at(-1)?.id} ${sending.length}`;
  const isOwn = sending.some(({ problem }) => problem === undefined);
  return html`
    <${Scroller} label=${words("Conversation")} newest=${newest} isOwn=${isOwn}>
      <div class="talk">
        ${messages.map((message, index) => {
          const before = messages[index - 1];
          const day = dayText(message.createdAt, Date.now());
          const isNewDay = !before || dayText(before.createdAt, Date.now()) !== day;
          return [
            isNewDay && html`<p class="day" key=${day}><span>${day}</span></p>`,
            html`<${Entry} key=${message.id} message=${message} ...${props} />`,
          ];
        })}
        ${sending.map((one) => html`<${Unsent} ...${props} key=${one.key} sending=${one} />`)}
      </div>
    <//>
  `;
}

function Entry(props: ChannelProps & { message: MessageView }) {
  const { message, conversation, pictures, open, onOpen, onPress } = props;
  if (message.author === "you") {
    const typed = message.typed ?? { command: "", words: message.text, options: [] };
    return html`<${Said}
      typed=${typed}
      at=${message.createdAt}
      picture=${message.picture}
      pictureUrl=${pictures.get(message.invocation ?? "")}
    />`;
  }
  const { job } = message;
  return html`
    <article class="reply" aria-label="Rushes">
      <${Logo} />
      <div class="reply-body">
        <p class="meta">
          <strong>Rushes</strong>
          <time datetime=${isoText(message.createdAt)}>${clockText(message.createdAt)}</time>
        </p>
        <${Message} message=${message} onPress=${onPress} />
        ${
          job &&
          html`<${Teaser}
            job=${job}
            title=${titleOf(conversation, job)}
            teaser=${teaserOf(conversation, job)}
            isOpen=${open === job}
            onOpen=${onOpen}
          />`
        }
      </div>
    </article>
  `;
}
