/** What comes again is looked up by so many bytes. */
const least = 4;
const farthest = 0xffff;
const hashBits = 12;
/** What is read along in the beginning is mostly as long there, or a little longer or shorter. */
const nearby = 2;
/** How far back something comes from, beside what is read along: as many ways to say it in no byte, and one more. */
const elsewhere = 2 * nearby + 1;
const ways = elsewhere + 1;
/** In bytes: from nearby, and from elsewhere. */
const costs = { nearby: 2, elsewhere: 4 };
/** What comes again for so long is taken without looking further, and read along from then on. */
const long = 20;

/**
 * Takes out of bytes what came before in them, or in a beginning that all share: the way of LZ77. The beginning is read along:
 * where the last of it came from, the next mostly does, and that takes no byte to say. Node's own zlib packs a third better, but
 * takes twice the time, and leaves behind tens of MB in the process when it is asked ten thousand times in a row.
 */
export class Repeats {
  readonly #start: number;
  /** The beginning, and behind it room for what is packed or unpacked: made once, for thousands come one after the other. */
  #room: Uint8Array;
  /** The same, four bytes at a time. */
  #words: DataView;
  readonly #packed = new Packed();
  /** By a hash of four bytes: where in the beginning they stand, counted from 1; 0: nowhere. */
  readonly #places = new Int32Array(1 << hashBits);
  readonly #placesNow = new Int32Array(1 << hashBits);

  constructor(beginning: Uint8Array) {
    this.#start = beginning.length;
    this.#room = beginning.slice();
    this.#words = viewOf(this.#room);
    for (let at = 0; at + least <= beginning.length; at += 1)
      this.#places[hashOf(this.#words.getUint32(at, true))] = at + 1;
  }

  /** Packs bytes; what it answers with holds until the next call. */
  pack(bytes: Uint8Array): Uint8Array {
    const all = this.#roomFor(bytes.length);
    all.set(bytes, this.#start);
    const words = this.#words;
    const end = this.#start + bytes.length;
    const places = this.#placesNow;
    places.set(this.#places);
    const out = this.#packed.empty(bytes.length);
    let lead = Math.max(1, this.#start);
    let at = this.#start;
    let from = at;
    while (at + least <= end) {
      const hash = hashOf(words.getUint32(at, true));
      const back = cheapest({ all, at, end }, lead, at + 1 - (places[hash] ?? 0));
      places[hash] = at + 1;
      if (back === 0) {
        at += 1;
        continue;
      }
      const length = runOf({ all, at, end }, back);
      const way = wayOf(back, lead);
      out.plain(all, from, at, way);
      out.again(length, way, back);
      if (this.#leads(at - back, way, length)) lead = back;
      at += length;
      from = at;
    }
    out.plain(all, from, end, 0);
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
    let lead = Math.max(1, this.#start);
    for (let to = this.#start; to < last;) {
      const begins = numberIn(reading);
      const plain = Math.trunc(begins / ways);
      all.set(packed.subarray(reading.at, reading.at + plain), to);
      reading.at += plain;
      to += plain;
      if (to >= last) break;
      const again = numberIn(reading);
      const way = begins % ways;
      const back = way === elsewhere ? numberIn(reading) : lead + way - nearby;
      if (this.#leads(to - back, way, again)) lead = back;
      // Byte by byte: it may run into what it writes.
      for (const end = to + again; to < end; to += 1) all[to] = all[to - back] ?? 0;
    }
    return all.subarray(this.#start, last);
  }

  /** Whether the beginning is read along from where something came again. */
  #leads(from: number, way: number, length: number): boolean {
    return from < this.#start && (way !== elsewhere || length >= long);
  }

  #roomFor(length: number): Uint8Array {
    const needed = this.#start + length;
    if (this.#room.length < needed) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.#room.subarray(0, this.#start));
      this.#room = larger;
      this.#words = viewOf(larger);
    }
    return this.#room;
  }
}

/**
 * What is written piece by piece: how many bytes follow as they are and in which way others come again, those bytes, how many
 * come again, and where the way does not say it, from how far back.
 */
class Packed {
  private out = new Uint8Array(0);
  private length = 0;

  /** @param most Bytes that are packed: what comes again takes no more than it was, but for the lengths of long runs. */
  empty(most: number): this {
    if (this.out.length < 2 * most + 16) this.out = new Uint8Array(2 * most + 16);
    this.length = 0;
    return this;
  }

  /** Byte by byte: mostly they are few, and a view of them takes longer to make than they to be copied. */
  plain(all: Uint8Array, from: number, to: number, way: number): void {
    this.number(ways * (to - from) + way);
    for (let at = from; at < to; at += 1) this.byte(all[at] ?? 0);
  }

  again(length: number, way: number, back: number): void {
    this.number(length);
    if (way === elsewhere) this.number(back);
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

function wayOf(back: number, lead: number): number {
  return Math.abs(back - lead) <= nearby ? back - lead + nearby : elsewhere;
}

/** Where packing is: at `at` of `all`, of which what is packed ends at `end`. */
interface Place {
  readonly all: Uint8Array;
  readonly at: number;
  readonly end: number;
}

/**
 * How far back that stands which takes fewest bytes to say; 0 where it takes fewest as it is.
 * @param lead How far back the beginning is read along.
 * @param found How far back four bytes like these may stand.
 */
function cheapest(place: Place, lead: number, found: number): number {
  const { all, at } = place;
  let back = lead;
  let saved = lead > at ? 0 : runOf(place, lead) - costs.nearby;
  if (saved >= long) return back;
  const farther = Math.min(at, lead + nearby);
  for (let from = Math.max(1, lead - nearby); from <= farther; from += 1) {
    if (all[at - from] !== all[at] || all[at + 1 - from] !== all[at + 1]) continue;
    const saves = runOf(place, from) - costs.nearby;
    if (saves <= saved) continue;
    saved = saves;
    back = from;
  }
  if (found <= Math.min(at, farthest)) {
    const saves = runOf(place, found) - costs.elsewhere;
    if (saves > Math.max(0, saved)) return found;
  }
  return saved > 0 ? back : 0;
}

/** How many bytes stand here as they do so far back. */
function runOf({ all, at, end }: Place, back: number): number {
  let to = at;
  while (to < end && all[to - back] === all[to]) to += 1;
  return to - at;
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
