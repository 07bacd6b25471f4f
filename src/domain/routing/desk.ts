import type { Desk, Incident, PageWanted, ReceiverDesk, Shadow } from '../incident.ts';

/** Nobody is woken, and nobody has it in hand. */
const untouched: ReceiverDesk = {
  page: null,
  unpaged: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  seenAtAck: null,
  met: null,
};

/** What one receiver has on its desk of an incident. */
export function deskAt({ desks }: Pick<Incident, 'desks'>, receiver: string): ReceiverDesk {
  return desks?.[receiver] ?? untouched;
}

/** An incident as one receiver sees it: with its own page, and acknowledged when it has it in hand. Null: as it is. */
export function seenAt(incident: Incident, receiver: string | null): Incident {
  return receiver === null ? incident : withDesk(incident, deskAt(incident, receiver));
}

/** An incident as each receiver sees it that can be woken; as it is, where there is one page for all. */
export function viewsOf(incident: Incident): readonly Incident[] {
  return incident.desks === undefined
    ? [incident]
    : Object.values(incident.desks).map((desk) => withDesk(incident, desk));
}

/** An incident as a receiver in the shadow sees it: told to those whom it would be told, and with what it would have. */
export function seenInShadow(incident: Incident, receiver: string): Incident {
  const { routed, desks } = shadowOf(incident);
  return withDesk({ ...incident, routed }, deskAt({ desks }, receiver));
}

/** An incident after a change that was made to what a receiver in the shadow sees of it: nothing else of it is another. */
export function putBackInShadow(
  incident: Incident,
  receiver: string,
  seen: Desk,
  met: ReceiverDesk['met'] = deskAt(shadowOf(incident), receiver).met,
): Incident {
  const shadow = shadowOf(incident);
  const desks = { ...shadow.desks, [receiver]: { ...deskOf(seen), met } };
  return { ...incident, shadow: { ...shadow, desks } };
}

/** What receivers in the shadow have of an incident. */
export function shadowOf({ shadow }: Pick<Incident, 'shadow'>): Shadow {
  return shadow ?? nothing;
}

const nothing: Shadow = { routed: [], desks: {}, sends: [] };

/** An incident after a change that was made to its desk of each receiver in the shadow. */
export function atShadowDesks(incident: Incident, how: <D extends Desk>(desk: D) => D): Incident {
  const { shadow } = incident;
  if (shadow === undefined || Object.keys(shadow.desks).length === 0) return incident;
  const desks = Object.fromEntries(Object.entries(shadow.desks).map(([name, desk]) => [name, how(desk)]));
  return { ...incident, shadow: { ...shadow, desks } };
}

/** An incident after a change that was made to what one receiver sees of it. */
export function putBack(
  incident: Incident,
  receiver: string,
  seen: Desk,
  met: ReceiverDesk['met'] = deskAt(incident, receiver).met,
): Incident {
  const desks = { ...incident.desks, [receiver]: { ...deskOf(seen), met } };
  return led({ ...incident, desks });
}

/** An incident's own desk after a change, where there is one page for all: its status follows. */
export function withOwnDesk(incident: Incident, how: (desk: Desk) => Desk): Incident {
  return withDesk(incident, how(deskOf(incident)));
}

/** The same change for the incident's own desk, and for that of every receiver. */
export function atAllDesks(incident: Incident, how: (desk: Desk) => Desk): Incident {
  const { desks } = incident;
  if (desks === undefined) return { ...incident, ...how(deskOf(incident)) };
  const changed = Object.entries(desks).map(
    ([name, desk]) => [name, { ...how(desk), met: desk.met }] as const,
  );
  return led({ ...incident, ...how(deskOf(incident)), desks: Object.fromEntries(changed) });
}

/** Every page of an incident that is wanted, or was. */
export function pagesOf({ page, desks }: Pick<Incident, 'page' | 'desks'>): readonly PageWanted[] {
  const pages = desks === undefined ? [page] : Object.values(desks).map((desk) => desk.page);
  return pages.filter((one) => one !== null);
}

/** The collecting pages that those of an incident have joined. */
export function joinedBy(incident: Pick<Incident, 'page' | 'desks'>): readonly string[] {
  if (incident.page?.joined == null && incident.desks === undefined) return none;
  return pagesOf(incident).flatMap(({ joined }) => (joined === null ? [] : [joined]));
}

const none: readonly string[] = [];

/** Whoever still has to answer leads, then whoever has a page, then whoever was routed first. */
function led(incident: Incident): Incident {
  const { desks, routed } = incident;
  if (desks === undefined) return incident;
  const names = Object.keys(desks);
  const order = (name: string): number => {
    const at = routed?.findIndex(({ receiver }) => receiver === name) ?? -1;
    return at < 0 ? names.length : at;
  };
  const weight = ({ page, acknowledgedAt }: Desk): number => {
    if (page === null || page.withdrawn !== null) return 0;
    return acknowledgedAt === null ? 2 : 1;
  };
  const [lead] = names
    .map((name) => ({ name, desk: desks[name] ?? untouched }))
    .sort((a, b) => weight(b.desk) - weight(a.desk) || order(a.name) - order(b.name));
  return lead === undefined ? incident : withDesk(incident, lead.desk);
}

function withDesk(incident: Incident, desk: Desk): Incident {
  const handled = desk.acknowledgedAt === null ? 'open' : 'acknowledged';
  const status = incident.status === 'resolved' ? 'resolved' : handled;
  return {
    ...incident,
    atPager: [],
    alsoAcknowledged: [],
    takings: [],
    takenBack: null,
    takenBackBefore: [],
    ...(incident.backElsewhere !== undefined && { backElsewhere: null }),
    ...deskOf(desk),
    status,
  };
}

function deskOf(desk: Desk): Desk {
  const { page, atPager, unpaged, acknowledgedAt, acknowledgedBy, alsoAcknowledged, seenAtAck } = desk;
  const { takings, takenBack, takenBackBefore, backElsewhere } = desk;
  const told = atPager === undefined ? {} : { atPager };
  const beside = alsoAcknowledged === undefined ? {} : { alsoAcknowledged };
  const taken = {
    ...(takings !== undefined && { takings }),
    ...(takenBack !== undefined && { takenBack }),
    ...(takenBackBefore !== undefined && { takenBackBefore }),
    ...(backElsewhere !== undefined && { backElsewhere }),
  };
  return { page, ...told, unpaged, acknowledgedAt, acknowledgedBy, ...beside, ...taken, seenAtAck };
}
