import type { RoomPostProjection } from '../../../domain/sending/room.ts';
import { context, section, type Rendered } from '../render/blocks.ts';
import { inline, link } from '../render/escape.ts';

/** What is told first in a channel that an incident has of its own. @param message Where its message is; null: not known. */
export function renderRoomPost(
  { title, incident, page, link: sentry }: RoomPostProjection,
  message: string | null,
): Rendered {
  const line = `💬 This channel is for *${inline(title, 200)}* (incident ${inline(incident, 80)}).`;
  const ways = [
    message === null ? '' : link(message, 'Its message, where it is acknowledged and resolved'),
    page === null ? '' : link(page, 'In PagerDuty'),
    sentry === null ? '' : link(sentry, 'In Sentry'),
  ].filter((way) => way !== '');
  const text = `This channel is for ${inline(title, 200)} (incident ${inline(incident, 80)}).`;
  return { text, blocks: [...section([line]), ...context([ways.join(' · ')])] };
}
