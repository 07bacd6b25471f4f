/** What comes again costs four bytes, and pays from so many on. */
const least = 4;
const farthest = 0xffff;
const hashBits = 12;

/**
 * Takes out of bytes what came before in them, or in a beginning that all share: the way of LZ77. Node's own zlib packs a
 * little better, but leaves behind tens of MB in the process when it is asked ten thousand times in a row.
 */
export class Repeats {
  readonly #start: number;
  /** The beginning, and behind it room for what is packed or unpacked: made once, for thousands come one after the other. */
  #room: Uint8Array;
  /** By a hash of four bytes: where in the beginning they stand, counted from 1; 0: nowhere. */
  readonly #places = new Int32Array(1 << hashBits);
  readonly #placesNow = new Int32Array(1 << hashBits);

  constructor(beginning: Uint8Array) {
    this.#start = beginning.length;
    this.#room = beginning.slice();
    const words = viewOf(beginning);
    for (let at = 0; at + least <= beginning.length; at += 1)
      this.#places[hashOf(words.getUint32(at, true))] = at + 1;
  }

  pack(bytes: Uint8Array): Uint8Array {
    const end = this.#start + bytes.length;
    const all = this.#roomFor(bytes.length);
    all.set(bytes, this.#start);
    const words = viewOf(all);
    const places = this.#placesNow;
    places.set(this.#places);
    const out = new Packed(bytes.length);
    let at = this.#start;
    let from = at;
    while (at + least <= end) {
      const word = words.getUint32(at, true);
      const hash = hashOf(word);
      const before = (places[hash] ?? 0) - 1;
      places[hash] = at + 1;
      if (before < 0 || at - before > farthest || words.getUint32(before, true) !== word) {
        at += 1;
        continue;
      }
      let length = least;
      while (at + length < end && all[before + length] === all[at + length]) length += 1;
      out.plain(all.subarray(from, at));
      out.again(length, at - before);
      at += length;
      from = at;
    }
    out.plain(all.subarray(from, end));
    return out.bytes();
  }

  /**
   * What was packed; it holds until the next call.
   * @param length Of what comes out.
   */
  unpack(packed: Uint8Array, length: number): Uint8Array {
    const all = this.#roomFor(length);
    const last = this.#start + length;
    const reading = { packed, at: 0 };
    for (let to = this.#start; to < last;) {
      const plain = numberIn(reading);
      all.set(packed.subarray(reading.at, reading.at + plain), to);
      reading.at += plain;
      to += plain;
      if (to >= last) break;
      const again = numberIn(reading);
      const back = numberIn(reading);
      // Byte by byte: it may run into what it writes.
      for (const end = to + again; to < end; to += 1) all[to] = all[to - back] ?? 0;
    }
    return all.subarray(this.#start, last);
  }

  #roomFor(length: number): Uint8Array {
    const needed = this.#start + length;
    if (this.#room.length < needed) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.#room.subarray(0, this.#start));
      this.#room = larger;
    }
    return this.#room;
  }
}

/** What is written piece by piece: how many bytes follow as they are, these, how many come again, and from how far back. */
class Packed {
  private readonly out: Uint8Array;
  private length = 0;

  /** @param most Bytes that are packed: what comes again takes no more than it was, but for the lengths of long runs. */
  constructor(most: number) {
    this.out = new Uint8Array(2 * most + 16);
  }

  plain(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.out.set(bytes, this.length);
    this.length += bytes.length;
  }

  again(length: number, back: number): void {
    this.number(length);
    this.number(back);
  }

  bytes(): Uint8Array {
    return this.out.subarray(0, this.length);
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  private number(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
  }

  private byte(value: number): void {
    this.out[this.length] = value;
    this.length += 1;
  }
}

function numberIn(reading: { readonly packed: Uint8Array; at: number }): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = reading.packed[reading.at] ?? 0;
    reading.at += 1;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** https://en.wikipedia.org/wiki/Hash_function#Fibonacci_hashing */
function hashOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - hashBits);
}
