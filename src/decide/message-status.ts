import type { MessageProjection } from '../domain/projection.ts';
import { isSame } from './same-form.ts';

/** What of a message people must learn soon. */
export type MessageStatus = Pick<
  MessageProjection,
  | 'state'
  | 'partOf'
  | 'severity'
  | 'storm'
  | 'services'
  | 'page'
  | 'pageAgain'
  | 'notPaged'
  | 'acknowledgedBy'
  | 'assignee'
  | 'resolution'
  | 'quietSince'
  | 'notices'
  | 'drill'
  | 'guests'
>;

/** What of a message is its status, as it is kept: the whole message would be kept with it otherwise. */
export function statusIn(message: MessageProjection): MessageStatus {
  const { state, partOf, severity, storm, services, page, pageAgain, notPaged } = message;
  const { acknowledgedBy, assignee, resolution, quietSince, notices, drill, guests } = message;
  const status = {
    state,
    partOf,
    severity,
    storm,
    services,
    page,
    pageAgain,
    notPaged,
    acknowledgedBy,
    assignee,
    resolution,
    quietSince,
    notices,
    drill,
  };
  return guests === undefined ? status : { ...status, guests };
}

/** Whether two messages certainly have the same status; asked at every alert, so it makes nothing. */
export function saysTheSame(a: MessageStatus, b: MessageStatus): boolean {
  return (
    a.state === b.state &&
    a.severity === b.severity &&
    a.pageAgain === b.pageAgain &&
    a.notPaged === b.notPaged &&
    a.acknowledgedBy === b.acknowledgedBy &&
    a.assignee === b.assignee &&
    a.quietSince === b.quietSince &&
    a.guests?.count === b.guests?.count &&
    a.guests?.newest === b.guests?.newest &&
    nameTheSame(a.services, b.services) &&
    isSame(a.partOf, b.partOf) &&
    isSame(a.storm, b.storm) &&
    isSame(a.page, b.page) &&
    isSame(a.resolution, b.resolution) &&
    isSame(a.notices, b.notices) &&
    isSame(a.drill, b.drill)
  );
}

function nameTheSame(a: MessageStatus['services'], b: MessageStatus['services']): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n += 1) if (a[n]?.name !== b[n]?.name) return false;
  return true;
}

/** A message's status as its digest is made of it. */
export function messageStatus(message: MessageStatus): unknown {
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
    // Nobody is told of a guest in any other way. How loud each is, is a counter.
    ...(message.guests === undefined ? [] : [message.guests.count, message.guests.newest]),
  ];
}
