import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import type { Evidence } from '../../evidence.ts';
import { found, SLACK_UNSEEN } from '../../finding.ts';
import { peakInWindow } from '../../percentile.ts';

/**
 * A post may be so late on a machine that is busy, in real ms: where that is a second of the storm, the post of the
 * second before it arrives together with the next.
 */
const LATE_REAL_MS = 20;

const POSTING = new Set(['chat.postMessage', 'incoming-webhook']);

/** The most posts that one channel saw within one virtual second. */
export function peakPostsPerSecond(evidence: Evidence): number {
  const byChannel = new Map<string, number[]>();
  for (const call of evidence.slack?.calls ?? []) {
    if (!POSTING.has(call.method)) continue;
    const channel = call.channel ?? '';
    byChannel.set(channel, [...(byChannel.get(channel) ?? []), call.at]);
  }
  return Math.max(0, ...[...byChannel.values()].map((moments) => peakInWindow(moments, 1000)));
}

/** Slack: one message a second and channel, bursts for short periods (rate limits page). */
export const postRate = defineCheck({
  name: 'post-rate',
  says: 'No channel sees a burst of posts',
  parameters: z.strictObject({ perSecond: z.number().int().positive() }),
  judge: (evidence, { perSecond }) => {
    if (evidence.slack === null) return SLACK_UNSEEN;
    const peak = peakPostsPerSecond(evidence);
    const bound = perSecond + Math.floor((LATE_REAL_MS * evidence.speed) / 1000);
    return found(peak <= bound, `peak ${peak} posts a second and channel (bound ${bound})`);
  },
});
