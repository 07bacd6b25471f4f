/** An answer is longer than anything that was asked for. */
class TooLong extends Error {
  override readonly name = 'TooLong';
}

/**
 * The text of an answer, read no further than `most` bytes.
 * @throws TooLong when there is more.
 */
export async function textWithin(response: Response, most: number): Promise<string> {
  if (response.body === null) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> = response.body;
  for await (const part of body) {
    size += part.byteLength;
    if (size > most) throw new TooLong(`The answer is longer than ${most} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
