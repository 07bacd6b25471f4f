import { hash } from 'node:crypto';
import type { Incident } from '../domain/incident.ts';
import type { Wanted } from '../domain/notification.ts';
import type { Receiver } from '../domain/policy.ts';
import type { MessageProjection, PageProjection, Projection } from '../domain/projection.ts';

/** The brain's half of a notification row. */
export function wantedRow(
  incident: Incident,
  receiver: Receiver,
  projection: Projection,
  about: Pick<Wanted, 'alerts' | 'severityRank' | 'services'>,
): Wanted {
  const generation = projection.surface === 'page' ? `/${projection.generation}` : '';
  return {
    id: `${incident.id}/${receiver.id}/${projection.surface}${generation}`,
    incident: incident.id,
    receiver: receiver.id,
    surface: projection.surface,
    lane: receiver.lane,
    credential: receiver.credential,
    projection,
    // A page is sent again for its state alone: its details are whatever is newest when it goes out.
    digest: digestOf(projection.surface === 'page' ? statusOf(projection) : projection),
    statusDigest: digestOf(statusOf(projection)),
    openedAt: incident.openedAt,
    ...about,
  };
}

/** What people must learn soon. Whatever is left out changes with every alert and may wait for its cadence. */
export function statusOf(projection: Projection): unknown {
  switch (projection.surface) {
    case 'message':
      return messageStatus(projection);
    case 'thread':
      return projection;
    case 'page':
      return pageStatus(projection);
    case 'overflow':
      return [projection.state, projection.waiting, projection.worst.map((one) => one.incident)];
  }
}

function pageStatus(page: PageProjection): unknown {
  return [
    page.state,
    page.severity,
    page.storm,
    page.after,
    page.beat,
    page.collecting ? page.summary : null,
  ];
}

function messageStatus(message: MessageProjection): unknown {
  return [
    message.state,
    message.partOf,
    message.severity,
    message.storm,
    message.services.map((service) => service.name),
    message.page,
    message.pageAgain,
    message.notPaged,
    message.acknowledgedBy,
    message.assignee,
    message.resolution,
    message.quietSince,
    message.notices,
    message.drill,
  ];
}

/** The digest of any value that has a form in JSON. */
export function digestOf(value: unknown): string {
  return hash('sha1', JSON.stringify(value), 'base64url');
}
