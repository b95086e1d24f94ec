import { createLog } from "../../src/log.ts";
import { createEmbeddedQueue } from "../../src/queue/embedded.ts";
import { queueContract } from "../contract/queue.contract.ts";
import { openTestSqlite } from "../fakes/stores.ts";

const log = createLog("silent");

queueContract(async () => {
  const opened = await openTestSqlite();
  return {
    ...opened,
    open: async () => createEmbeddedQueue({ store: opened.store, now: Date.now, log }),
  };
});
