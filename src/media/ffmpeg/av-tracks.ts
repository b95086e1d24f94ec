import type { Encoder, Muxer } from "node-av/api";
import type { Packet, Stream } from "node-av/lib";

/** One track of an MP4 that is written: where its form comes from, and its packets. */
export interface AvTrack {
  /** What encodes it, or the stream of which it is a copy. */
  readonly source: Encoder | Stream;
  readonly packets: AsyncIterable<Packet | null>;
  readonly onPacket?: () => void;
}

/** Makes all tracks side by side and writes them in turns: the file takes one packet at a time. */
export async function writeTracks(muxer: Muxer, tracks: readonly AvTrack[]): Promise<void> {
  let turn = Promise.resolve();
  const write = (packet: Packet | null, track: number) => {
    turn = turn.then(() => muxer.writePacket(packet, track));
    return turn;
  };
  const indexes = tracks.map(({ source }) => addStream(muxer, source));
  const written = tracks.map(async ({ packets, onPacket }, at) => {
    const index = indexes[at] ?? 0;
    for await (const packet of packets) {
      if (packet === null) continue;
      await write(packet, index);
      packet.free();
      onPacket?.();
    }
    await write(null, index);
  });
  for (const outcome of await Promise.allSettled(written))
    if (outcome.status === "rejected") throw outcome.reason;
}

/** The same call for both, which has a declaration for each. */
function addStream(muxer: Muxer, source: Encoder | Stream): number {
  return "codecpar" in source ? muxer.addStream(source) : muxer.addStream(source);
}
