/** Sound as samples from -1 to 1, both channels equally long. */
export interface Sound {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly sampleRate: number;
}

const FRAME = 4; // bytes: two channels of 16 bits
const CHUNK = 1 << 14; // samples

/** Sound as the bytes of a WAV file, 16-bit stereo, piece by piece. */
export function* wavOf({ left, right, sampleRate }: Sound): Generator<Buffer> {
  yield header(left.length * FRAME, sampleRate);
  for (let start = 0; start < left.length; start += CHUNK) {
    const count = Math.min(CHUNK, left.length - start);
    const chunk = Buffer.alloc(count * FRAME);
    for (let sample = 0; sample < count; sample += 1) {
      chunk.writeInt16LE(toInt16(left[start + sample] ?? 0), sample * FRAME);
      chunk.writeInt16LE(toInt16(right[start + sample] ?? 0), sample * FRAME + 2);
    }
    yield chunk;
  }
}

function header(dataBytes: number, sampleRate: number): Buffer {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16); // length of the format part
  head.writeUInt16LE(1, 20); // whole numbers, not floats
  head.writeUInt16LE(2, 22); // channels
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * FRAME, 28);
  head.writeUInt16LE(FRAME, 32);
  head.writeUInt16LE(16, 34); // bits
  head.write("data", 36, "latin1");
  head.writeUInt32LE(dataBytes, 40);
  return head;
}

function toInt16(sample: number): number {
  return Math.round(Math.min(1, Math.max(-1, sample)) * 32_767);
}
