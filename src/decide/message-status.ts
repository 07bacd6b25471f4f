import type {
  HandlingShown,
  LiveMessage,
  MessageProjection,
  PageShown,
  PagingShown,
  PartOfMessage,
  StormShown,
  TroubleShown,
} from '../domain/sending/projection.ts';
import { isSame } from './same-form.ts';

/** What of a live message people must learn soon, as it is kept: the whole message would be kept with it otherwise. */
export interface MessageStatus extends Pick<
  TroubleShown,
  'severity' | 'storm' | 'services' | 'assignee' | 'drill' | 'guests' | 'room'
> {
  readonly paging: PagingShown;
  readonly handling: HandlingShown;
}

/** What of a message is its status. */
export function statusIn(message: LiveMessage): MessageStatus {
  const { severity, storm, services, assignee, drill, guests, room } = message;
  const paging = pagingIn(message);
  const handling = handlingIn(message);
  const own = room === undefined ? {} : { room };
  return { severity, storm, services, assignee, drill, guests, ...own, paging, handling };
}

function pagingIn(message: LiveMessage): PagingShown {
  const { page } = message;
  return page === null ? { page, notPaged: message.notPaged } : { page };
}

function handlingIn(message: LiveMessage): HandlingShown {
  switch (message.state) {
    case 'open': {
      const { state, quietSince, notices, mute, had } = message;
      const before = had === undefined ? {} : { had };
      return { state, quietSince, notices, ...(mute === undefined ? {} : { mute }), ...before };
    }
    case 'acknowledged': {
      const { state, acknowledgedBy, also, quietSince, notices, mute } = message;
      const beside = also === undefined ? {} : { also };
      return {
        state,
        acknowledgedBy,
        ...beside,
        quietSince,
        notices,
        ...(mute === undefined ? {} : { mute }),
      };
    }
    case 'resolved': {
      const { state, resolution, stillArriving } = message;
      return { state, resolution, stillArriving };
    }
  }
}

/** Whether a message certainly has this status; asked at every alert, so it makes nothing. */
export function saysTheSame(last: MessageStatus, message: LiveMessage): boolean {
  return (
    last.severity === message.severity &&
    last.assignee === message.assignee &&
    last.guests?.count === message.guests?.count &&
    last.guests?.newest === message.guests?.newest &&
    nameTheSame(last.services, message.services) &&
    isSame(last.storm, message.storm) &&
    isSame(last.room, message.room) &&
    isPagedTheSame(last.paging, message) &&
    isHandledTheSame(last.handling, message) &&
    isSame(last.drill, message.drill)
  );
}

function isPagedTheSame(a: PagingShown, b: PagingShown): boolean {
  if (a.page === null || b.page === null)
    return a.page === null && b.page === null && a.notPaged === b.notPaged;
  return isSame(a.page, b.page);
}

function isHandledTheSame(a: HandlingShown, b: HandlingShown): boolean {
  switch (a.state) {
    case 'open':
      return (
        b.state === 'open' &&
        a.quietSince === b.quietSince &&
        isSame(a.notices, b.notices) &&
        isSame(a.mute, b.mute) &&
        isSame(a.had, b.had)
      );
    case 'acknowledged':
      return (
        b.state === 'acknowledged' &&
        a.acknowledgedBy === b.acknowledgedBy &&
        isSame(a.also, b.also) &&
        a.quietSince === b.quietSince &&
        isSame(a.notices, b.notices) &&
        isSame(a.mute, b.mute)
      );
    case 'resolved':
      // How many still arrive is a counter.
      return b.state === 'resolved' && isSame(a.resolution, b.resolution);
  }
}

function nameTheSame(a: MessageStatus['services'], b: MessageStatus['services']): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n += 1) if (a[n]?.name !== b[n]?.name) return false;
  return true;
}

/**
 * A message's status as its digest is made of it. Stored rows are compared with it, so its form is that of the relays
 * which wrote them: one list, with a place for whatever any state can have.
 */
export function messageStatus(message: MessageProjection): unknown {
  return message.state === 'part-of' ? statusOfPart(message) : statusOfLive(message);
}

function statusOfPart({ state, partOf, severity, drill }: PartOfMessage): unknown {
  return [state, partOf, severity, null, [], null, 0, null, null, null, null, null, [], drill];
}

function statusOfLive(message: LiveMessage): unknown {
  const { state, page, guests } = message;
  const over = state === 'resolved';
  return [
    state,
    null,
    message.severity,
    stormIn(message.storm),
    message.services.map((service) => service.name),
    page === null ? null : pageIn(page),
    page === null ? 0 : page.again,
    page === null ? message.notPaged : null,
    state === 'acknowledged' ? message.acknowledgedBy : null,
    message.assignee,
    over ? endIn(message.resolution) : null,
    over ? null : message.quietSince,
    over ? [] : message.notices,
    message.drill,
    // Nobody is told of a guest in any other way. How loud each is, is a counter.
    ...(guests === null ? [] : [guests.count, guests.newest]),
    ...(over || message.mute === undefined ? [] : [message.mute]),
    ...(message.room === undefined ? [] : [message.room]),
    ...(state !== 'acknowledged' || message.also === undefined ? [] : [{ also: message.also }]),
    ...(state !== 'open' || message.had === undefined ? [] : [{ had: message.had }]),
  ];
}

/** Who ended it is among the texts of the whole message. */
function endIn({ at, by, reason }: Extract<HandlingShown, { state: 'resolved' }>['resolution']): unknown {
  return { at, by, reason };
}

function stormIn(storm: StormShown | null): unknown {
  if (storm === null) return null;
  const { cause, since, unnamed } = storm;
  return unnamed ? { cause, since, unnamed } : { cause, since };
}

function pageIn(shown: PageShown): unknown {
  const { reason, generation, joined, standing, pager, resend, woken, muted, fallback } = shown;
  // That a pager has taken it mostly follows within the second, and is told with the next figures.
  const usual = standing === 'due' || standing === 'sending';
  const page = usual ? { reason, generation, joined } : { reason, generation, joined, standing };
  const late = resend === undefined || resend === 'sending' ? {} : { resend };
  const more = {
    ...late,
    ...(woken !== undefined && { woken }),
    ...(muted !== undefined && { muted }),
    ...(fallback && { fallback }),
  };
  return pager === undefined ? { ...page, ...more } : { ...page, ...more, pager };
}
