/** Where the bytes go: a file, say. Resolves once it has taken them all. */
export interface Sink {
  appendFile(bytes: Uint8Array): Promise<void>;
}

/** Written at once, in bytes: a write by chunk, as sockets give them, takes longer than the network. */
const ROOM = 512 * 1024;

/** Gathers pieces in one room, while the sink takes what is in the other. */
export function createRooms(sink: Sink) {
  let room = Buffer.allocUnsafeSlow(ROOM);
  let other = Buffer.allocUnsafeSlow(ROOM);
  let filled = 0;
  let writing = Promise.resolve();

  /** Resolves when the other room is free. */
  function empty(): Promise<void> {
    const before = writing;
    const full = room.subarray(0, filled);
    if (filled > 0) writing = before.then(() => sink.appendFile(full));
    // Whoever waits for it next hears of it.
    writing.catch(() => {});
    [room, other] = [other, room];
    filled = 0;
    return before;
  }

  /** Answers what is to be waited for before the next piece, if there is anything. */
  function take(piece: Uint8Array): Promise<void> | undefined {
    const part = piece.subarray(0, ROOM - filled);
    room.set(part, filled);
    filled += part.length;
    return filled === ROOM ? empty().then(() => take(piece.subarray(part.length))) : undefined;
  }

  /** Resolves when nothing is being written any more. Throws what the sink met. */
  async function rest(): Promise<void> {
    const last = writing;
    await last;
    if (last !== writing) await rest();
  }

  return {
    take,
    rest,
    async flush(): Promise<void> {
      await empty();
      await rest();
    },
  };
}
export type Rooms = ReturnType<typeof createRooms>;
