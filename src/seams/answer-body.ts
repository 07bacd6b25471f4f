/** An answer is longer than anything that was asked for. */
class TooLong extends Error {
  override readonly name = 'TooLong';
}

type Body = AsyncIterable<Uint8Array>;

/**
 * The text of an answer, read no further than `most` bytes.
 * @throws TooLong when there is more.
 */
export async function textWithin(response: Response, most: number): Promise<string> {
  const { text, isWhole } = await read(response.body, most);
  if (!isWhole) throw tooLong(most);
  return text;
}

/** How an answer begins: at most `most` bytes of it. The rest is left unread, and its connection with it. */
export async function beginningOf(body: Body | null, most: number): Promise<string> {
  return (await read(body, most)).text;
}

/** The same answer, whose body fails for whoever reads on after `most` bytes: no vendor fills our memory. */
export function boundedAnswer(response: Response, most: number): Response {
  if (response.body === null) return response;
  let size = 0;
  const bound = new TransformStream<Uint8Array, Uint8Array>({
    transform: (part, controller) => {
      size += part.byteLength;
      if (size > most) controller.error(tooLong(most));
      else controller.enqueue(part);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(bound), { status, statusText, headers });
}

async function read(body: Body | null, most: number): Promise<{ text: string; isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    parts.push(part);
    size += part.byteLength;
    if (size > most) break;
  }
  const text = Buffer.concat(parts).subarray(0, most).toString('utf8');
  return { text, isWhole: size <= most };
}

function tooLong(most: number): TooLong {
  return new TooLong(`The answer is longer than ${most} bytes.`);
}
