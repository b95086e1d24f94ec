import type { FilterComplexAPI } from "node-av/api";
import type { Frame } from "node-av/lib";
import { AS_FILM } from "../ffmpeg/node-av.ts";
import type { NodeAv } from "../ffmpeg/node-av.ts";
import type { Drawing, Layer } from "./cutter.ts";

const AS_PICTURE = { format: "png_pipe", options: { protocol_whitelist: "file" } } as const;
const OUT = "v";

/** One layer on its way into the graph. */
interface Feed {
  readonly label: string;
  readonly frames: AsyncGenerator<Frame | null>;
  /** When its newest frame is shown, in seconds; endless once there are no more. */
  time: number;
}

/**
 * Runs frames through a graph of several inputs. The layer that is furthest behind is fed next, and
 * one that has ended says so at once, so that nothing waits in the graph for longer than it must.
 */
export function drawnFrames(av: NodeAv, { layers, graph, frames }: Drawing) {
  const labels = layers.map((_, index) => `${index}:v`);
  const filters = av.FilterComplexAPI.create(graph, {
    inputs: labels.map((label) => ({ label })),
    outputs: [{ label: OUT, mediaType: av.AVMEDIA_TYPE_VIDEO }],
  });
  return { graph: filters, pictures: pictures() };

  async function* pictures(): AsyncGenerator<Frame | null> {
    const feeds = await Promise.all(layers.map((layer, at) => feedOf(av, layer, `${at}:v`)));
    // The graph takes its form from the first frame of each layer, and forgets an end before that.
    for (const feed of feeds) await next(feed, filters);
    let drawn = 0;
    for (;;) {
      for (let frame = await receive(filters); frame; frame = await receive(filters)) {
        if (drawn < frames) yield frame;
        else frame.free();
        drawn += 1;
      }
      const [last] = feeds.toSorted((one, other) => one.time - other.time);
      if (last === undefined || last.time === Infinity || drawn >= frames) break;
      await next(last, filters);
    }
    yield null;
  }
}

async function feedOf(av: NodeAv, { path, kind }: Layer, label: string): Promise<Feed> {
  const demuxer = await av.Demuxer.open(path, kind === "film" ? AS_FILM : AS_PICTURE);
  const stream = demuxer.video();
  if (stream === undefined) throw new Error("no picture");
  const decoder = await av.Decoder.create(stream);
  return { label, frames: decoder.frames(demuxer.packets(stream.index)), time: -Infinity };
}

async function next(feed: Feed, filters: FilterComplexAPI): Promise<void> {
  const { value, done } = await feed.frames.next();
  if (done || value === null) {
    await filters.flush(feed.label);
    feed.time = Infinity;
    return;
  }
  const { num, den } = value.timeBase;
  feed.time = (Number(value.pts) * num) / den;
  await filters.process(feed.label, value);
  value.free();
}

async function receive(filters: FilterComplexAPI): Promise<Frame | undefined> {
  const frame = await filters.receive(OUT);
  return frame !== null && typeof frame === "object" ? frame : undefined;
}
