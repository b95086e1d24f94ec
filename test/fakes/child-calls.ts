import { fsyncSync, openSync, writeSync } from "node:fs";
import { Transform } from "node:stream";
import type { Between } from "../../src/main.ts";
import type { ClipStream } from "../../src/providers/provider.ts";

/**
 * Numbers every call to the outside world, and every commit, as `name#n:before` and `name#n:after`;
 * each line is on the disk before the call goes on. At the moment that `killAt` names, the process
 * kills itself as a power cut would: nothing is cleaned up.
 */
export function createCalls({
  file,
  killAt,
}: {
  file: string;
  killAt: string | undefined;
}): Between {
  const log = openSync(file, "a");
  const counts = new Map<string, number>();

  function reach(moment: string): void {
    writeSync(log, `${moment}\n`);
    fsyncSync(log);
    if (moment === killAt) process.kill(process.pid, "SIGKILL");
  }

  function begin(name: string): string {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    reach(`${name}#${count}:before`);
    return `${name}#${count}`;
  }

  function tapped<Given extends unknown[], Answer>(
    name: string,
    call: (...given: Given) => Promise<Answer>,
  ) {
    return async (...given: Given): Promise<Answer> => {
      const current = begin(name);
      try {
        return await call(...given);
      } finally {
        reach(`${current}:after`);
      }
    };
  }

  /** A clip on its way to the disk: `before` its first byte, `after` its last. */
  function tappedClip({ stream, bytes }: ClipStream): ClipStream {
    let current: string | undefined;
    const tap = new Transform({
      transform(chunk, _encoding, done) {
        current ??= begin("clip");
        done(undefined, chunk);
      },
      flush(done) {
        if (current) reach(`${current}:after`);
        done();
      },
    });
    stream.on("error", (error) => tap.destroy(error));
    tap.on("close", () => stream.destroy());
    return { stream: stream.pipe(tap), bytes };
  }

  return {
    store: (store) => ({
      ...store,
      async transaction(work) {
        let current = "";
        const answer = await store.transaction(async (tx) => {
          const done = await work(tx);
          // The last moment at which nothing of it is written.
          current = begin("commit");
          return done;
        });
        reach(`${current}:after`);
        return answer;
      },
    }),
    provider(provider) {
      const open = tapped("open", provider.open);
      return {
        ...provider,
        get unclearMeans() {
          return provider.unclearMeans;
        },
        submit: tapped("submit", provider.submit),
        poll: tapped("poll", provider.poll),
        open: async (...given) => tappedClip(await open(...given)),
        cancel: tapped("cancel", provider.cancel),
        find: tapped("find", provider.find),
      };
    },
    platform: (platform) => ({
      ...platform,
      openThread: tapped("openThread", platform.openThread),
      post: tapped("post", platform.post),
      edit: tapped("edit", platform.edit),
      prepareUpload: tapped("prepareUpload", platform.prepareUpload),
      publish: tapped("publish", platform.publish),
    }),
  };
}
