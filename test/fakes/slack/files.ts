import type { Call, Method } from "./call.ts";
import { messageBlocks } from "./blocks.ts";
import { Refusal } from "./refusal.ts";
import type { Shapes } from "./shapes.ts";
import type { FakeFile, FakeMessage, World } from "./world.ts";

interface FilesDeps {
  readonly world: World;
  readonly shapes: Shapes;
  readonly origin: () => string;
  complain(what: string): void;
  echo(message: FakeMessage, kind: "posted"): void;
}

/** `files.*`: the upload in three steps, whose share comes later than its answer. */
export function fileMethods(deps: FilesDeps): Record<string, Method> {
  const { world, shapes, origin, complain, echo } = deps;
  const { settings } = world;

  function named(call: Call): { id: string; title?: string }[] {
    const given = call.json("files");
    const isWell = Array.isArray(given) && given.length > 0;
    if (!isWell) throw new Refusal("invalid_arguments");
    return given as { id: string; title?: string }[];
  }

  /** Bytes that came and were not completed before: this is done once. */
  function pendingOf(call: Call, id: string): FakeFile {
    const file = call.file(id);
    if (file.stage !== "uploaded") throw new Refusal("file_not_found");
    return file;
  }

  function complete(call: Call): Record<string, unknown> {
    const files = named(call).map(({ id, title }) => ({ file: pendingOf(call, id), title }));
    const place = call.text("channel_id");
    const channel = place === "" ? undefined : call.ownChannel("channel_id");
    const thread = call.text("thread_ts") || undefined;
    const root = thread === undefined ? undefined : world.find(place, thread);
    if (thread !== undefined && root?.thread_ts !== undefined && root.thread_ts !== root.ts) {
      complain(`an upload under ${thread}, which is a reply itself`);
    }
    if (thread !== undefined && !root) complain(`an upload under ${thread}, which is no message`);
    const comment = call.text("initial_comment");
    // Slack passes over blocks that stand beside a comment.
    const isBlocks = comment === "" && call.args["blocks"] !== undefined;
    const blocks = isBlocks ? messageBlocks(call.json("blocks"), world.rules) : [];
    if (blocks.some(({ type }) => type === "markdown")) throw new Refusal("internal_error");
    const isDescribed = named(call).some((one) => "alt_txt" in one || "alt_text" in one);
    if (isDescribed) complain("alt text at an upload: Slack would not share it");

    for (const { file, title } of files) {
      file.stage = "completed";
      file.title = title ?? file.title;
      file.pollsUntilShared = isDescribed ? Infinity : settings.sharesAfter;
    }
    if (channel) {
      const { bot, botId } = world.teamOf(channel.team);
      const land = once(() => {
        const message = world.addMessage({
          channel: channel.id,
          user: bot,
          bot_id: botId,
          text: comment,
          blocks,
          files: files.map(({ file }) => file),
          thread_ts: thread,
        });
        for (const { file } of files) {
          file.shares.push({ channel: channel.id, ts: message.ts, thread_ts: thread });
          file.share = undefined;
        }
        echo(message, "posted");
      });
      for (const { file } of files) file.share = land;
      if (settings.sharesAfter === 0 && !isDescribed) land();
    }
    world.changed();
    return { files: files.map(({ file }) => ({ id: file.id, title: file.title })) };
  }

  return {
    "files.getUploadURLExternal": {
      scope: "files:write",
      required: ["filename", "length"],
      optional: ["alt_txt", "snippet_type"],
      answer(call) {
        const length = Number(call.text("length"));
        if (!Number.isSafeInteger(length) || length < 1) throw new Refusal("missing_argument");
        if (length > settings.maxFileBytes) throw new Refusal("file_upload_size_restricted");
        if (call.text("alt_txt") !== "")
          complain("alt text at an upload: Slack would not share it");
        const { id: team, bot } = call.team;
        const name = call.text("filename");
        const file = world.addFile({ team, user: bot, name, bytes: length, stage: "asked" });
        return { upload_url: `${origin()}/upload/v1/${file.id}`, file_id: file.id };
      },
    },
    "files.completeUploadExternal": {
      scope: "files:write",
      required: ["files"],
      optional: ["channel_id", "channels", "thread_ts", "initial_comment", "blocks"],
      answer: complete,
    },
    "files.info": {
      scope: "files:read",
      required: ["file"],
      optional: ["count", "cursor", "limit", "page"],
      answer(call) {
        const file = call.file(call.text("file"));
        // Before it is completed, an upload is nothing yet.
        if (file.stage !== "completed") throw new Refusal("file_not_found");
        if (file.pollsUntilShared > 0) file.pollsUntilShared -= 1;
        else file.share?.();
        return { file: shapes.file(file), comments: [], response_metadata: { next_cursor: "" } };
      },
    },
    "files.delete": {
      scope: "files:write",
      required: ["file"],
      optional: [],
      answer(call) {
        const file = call.file(call.text("file"));
        if (file.user !== world.teamOf(file.team).bot) throw new Refusal("cant_delete_file");
        file.stage = "discarded";
        file.share = undefined;
        for (const message of world.messages) {
          if (!message.files.includes(file)) continue;
          message.files = message.files.filter((one) => one !== file);
          // A message that was nothing but the file goes with it.
          message.isGone ||= message.files.length === 0 && message.text === "";
        }
        file.shares.length = 0;
        world.changed();
        return {};
      },
    },
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
