/** The few DER encodings (ITU-T X.690) that a certificate needs; each returns one complete element. */

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** SEQUENCE of complete elements. */
export const sequence = (...items: Buffer[]): Buffer => element(0x30, Buffer.concat(items));

/** SET of complete elements. */
export const setOf = (...items: Buffer[]): Buffer => element(0x31, Buffer.concat(items));

/** INTEGER, not negative, out of its bytes. */
export const integer = (bytes: Buffer): Buffer =>
  element(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);

/** BOOLEAN true. */
export const yes = (): Buffer => element(0x01, Buffer.from([0xff]));

/** OCTET STRING. */
export const octets = (content: Buffer): Buffer => element(0x04, content);

/** BIT STRING; `unused` bits at the end do not count. */
export const bits = (content: Buffer, unused = 0): Buffer =>
  element(0x03, Buffer.concat([Buffer.from([unused]), content]));

/** UTF8String. */
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'));

/** UTCTime, as RFC 5280 wants it for years before 2050. */
export const utcTime = (at: Date): Buffer =>
  element(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'ascii'));

/** A context-specific element: `[n]` around complete elements, or around bare bytes when primitive. */
export const tagged = (n: number, content: Buffer, form: 'constructed' | 'primitive'): Buffer =>
  element((form === 'constructed' ? 0xa0 : 0x80) | n, content);

/** OBJECT IDENTIFIER out of its dotted form. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}
