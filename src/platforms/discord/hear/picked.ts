import type { AttachmentShape, PickedMessage, Sender } from "./arriving.ts";

const ENDING = /\.(?:jpe?g|png|webp|gif|avif)$/i;

/** The pictures among files, by what Discord says of them; their bytes are checked at intake. */
export function picturesIn(files: readonly AttachmentShape[]): AttachmentShape[] {
  return files.filter(
    ({ content_type: type = "", filename }) =>
      type.startsWith("image/") || (type === "" && ENDING.test(filename)),
  );
}

/** Whose a message is: what an app has posted belongs to whoever had it posted. */
export function authorOf(message: PickedMessage) {
  const asked = message.interaction_metadata?.user;
  const isApp = message.author.bot === true || message.webhook_id !== undefined;
  return isApp && asked ? personOf(asked, false) : personOf(message.author, isApp);
}

function personOf({ id, global_name: shown, username }: Sender, isApp: boolean) {
  return { id: `discord:${id}`, name: shown ?? username, isApp };
}
