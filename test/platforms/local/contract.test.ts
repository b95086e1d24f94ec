import { openPlayground } from "../../fakes/playground.ts";
import { platformContract } from "../../contract/platform.contract.ts";

interface Shown {
  readonly messages: readonly {
    id: string;
    text: string;
    clip?: unknown;
    file?: { fileName: string };
  }[];
}

platformContract(async () => {
  const first = await openPlayground();
  let current = first;
  return {
    platform: first.platform,
    place: async () => "local:channel",
    async seen(thread) {
      const answer = await fetch(`${current.url}/api/local/threads/${thread}`);
      const { messages } = (await answer.json()) as Shown;
      return messages.map(({ id, text, clip, file }) => ({
        id,
        words: text,
        hasClip: clip !== undefined,
        files: file ? [file.fileName] : [],
      }));
    },
    async restart() {
      await first.stop();
      current = await openPlayground({ folder: first.folder });
      return current.platform;
    },
    close: () => current.close(),
  };
});
