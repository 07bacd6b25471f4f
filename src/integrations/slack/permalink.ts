import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { webAddress } from '../../domain/text/web-address.ts';

const permalink = z.object({
  permalink: z
    .string()
    .max(500)
    .refine((text) => webAddress(text) !== null),
});

/** The address of a message (docs.slack.dev/reference/methods/chat.getPermalink). Null: Slack's answer holds none. */
export async function permalinkOf(
  client: WebClient,
  message: { readonly channel: string; readonly message_ts: string },
): Promise<string | null> {
  const read = permalink.safeParse(await client.apiCall('chat.getPermalink', message));
  return read.success ? read.data.permalink : null;
}
