import type { BrainState } from '../correlate/state/brain-state.ts';
import { changeBefore } from '../correlate/incident/what-changed.ts';
import { finishingAt, isPagedElsewhere } from '../correlate/former-receivers.ts';
import { byAge } from '../correlate/state/orders.ts';
import type { Family } from '../correlate/state/family.ts';
import { drillOf } from '../domain/environment/environment.ts';
import type { Change } from '../domain/state.ts';
import { startOf, type Incident } from '../domain/incident.ts';
import type { Wanted } from '../domain/sending/notification.ts';
import type { Receiver } from '../domain/policy.ts';
import type { ChangeBefore, PageProjection } from '../domain/sending/page-projection.ts';
import type { PartOfMessage } from '../domain/sending/projection.ts';
import { joinedBy, seenAt } from '../domain/routing/desk.ts';
import type { RoutedTo } from '../domain/routing/routed.ts';
import { severityRank } from '../domain/severity.ts';
import { atFallback } from './beside/fallback-page.ts';
import { digestedNote, digestedPart, digestedThread, type Digested } from './digests.ts';
import { digestedHook, unroutedHooks } from './beside/hook-projection.ts';
import { digestedMessage } from './message-digest.ts';
import { messageProjection, partOfProjection, rootTitle } from './message-projection.ts';
import { digestedPage } from './page-digest.ts';
import { noteProjection } from './beside/note-projection.ts';
import { pacedMessage } from './routing/paced.ts';
import { pageProjections } from './page-projection.ts';
import { changesShown, deploysShown } from './what-changed.ts';
import { threadProjection, toldItems, toldTo, type Mention } from './thread-projection.ts';
import { roomRows } from './rooms/room-projection.ts';
import { wantedRow } from './wanted-row.ts';

/** The roots and former roots whose surfaces may look different after these changes, in a fixed order. */
export function touchedBy(state: BrainState, changes: readonly Change[]): readonly Incident[] {
  const ids = new Set<string>();
  for (const change of changes) {
    if (change.table !== 'incident') continue;
    ids.add(change.key);
    const row = state.incidents.get(change.key);
    if (row?.parent != null) ids.add(row.parent);
    if (row !== undefined) for (const collector of joinedBy(row)) ids.add(collector);
  }
  return [...ids]
    .map((id) => state.incidents.get(id))
    .filter((row) => row !== undefined)
    .sort(byAge);
}

/**
 * What every surface of an incident should show now: one row for each receiver and surface that concerns it. A receiver
 * that left the policy is still told how it goes on with what it may show, and of nothing that is newer.
 * @param kinds Rows of other kinds of receivers are left out; null: none are.
 */
export function projectIncident(
  state: BrainState,
  incident: Incident,
  kinds: Kinds = null,
): readonly Wanted[] {
  const { meta } = state;
  if (incident.silenced?.told === false) return [];
  if (drillOf(incident.environmentClass) !== null) {
    const shown = new Shown(state, incident, null);
    return meta.policy.drillReceivers
      .filter(({ kind }) => isAmong(kinds, kind))
      .flatMap((receiver) => rowsAt(shown, receiver, () => true));
  }
  const finishing = finishingAt(meta, incident);
  const rooms = incident.room === undefined || !isAmong(kinds, 'rooms') ? [] : roomRows(state, incident);
  if (incident.routed === undefined)
    return [
      ...rowsFor(meta, { shown: new Shown(state, incident, null), finishing, surfaces: null, kinds }),
      ...rooms,
    ];
  // A channel that two receivers share shows the incident once, as the first of them sees it.
  const taken = new Set<string>();
  const routed = incident.routed.flatMap(({ receiver, surfaces: all, silent }) => {
    const surfaces = silent === null ? all.filter((id) => !taken.has(id)) : [];
    for (const id of surfaces) taken.add(id);
    if (surfaces.length === 0) return [];
    return rowsFor(meta, { shown: new Shown(state, incident, receiver), finishing, surfaces, kinds });
  });
  const hooks = unroutedHooks(meta.policy, incident.routed);
  const beside = { shown: new Shown(state, incident, null), finishing: [], surfaces: hooks, kinds };
  return [...routed, ...(hooks.length === 0 ? [] : rowsFor(meta, beside)), ...rooms];
}

/** Which kinds of receivers are asked for; null: all. */
type Kinds = ReadonlySet<Receiver['kind']> | null;

function isAmong(kinds: Kinds, kind: Receiver['kind']): boolean {
  return kinds === null || kinds.has(kind);
}

/** @param of Surfaces: ids of the receivers that are meant; null: all. */
function rowsFor(
  meta: BrainState['meta'],
  of: {
    readonly shown: Shown;
    readonly finishing: ReturnType<typeof finishingAt>;
    readonly surfaces: readonly string[] | null;
    readonly kinds: Kinds;
  },
): readonly Wanted[] {
  const { shown, finishing, surfaces, kinds } = of;
  const isMeant = ({ id, kind, beside = id }: Receiver): boolean =>
    isAmong(kinds, kind) && (surfaces === null || surfaces.includes(beside));
  const current = meta.policy.receivers
    .filter(isMeant)
    .flatMap((receiver) => rowsAt(shown, receiver, (since) => !isPagedElsewhere(meta, finishing, since)));
  const former = finishing
    .filter(({ receiver }) => isMeant(receiver))
    .flatMap(({ receiver, leftAt }) => rowsAt(shown, receiver, (since) => since <= leftAt));
  return [...current, ...former];
}

/** A surface without the receiver that it is shown at. */
interface Surface {
  readonly what: Digested;
  readonly about: Parameters<typeof wantedRow>[3];
}

/** A page, and since when it is wanted, virtual ms. */
interface PageSurface extends Surface {
  readonly what: Digested<PageProjection>;
  readonly since: number;
}

/** Whoever has no desk, since it cannot be woken, sees how it stands with the one that leads. */
function seenAtDesk(incident: Incident, receiver: string | null): Incident {
  const own = receiver !== null && incident.desks?.[receiver] !== undefined;
  return own ? seenAt(incident, receiver) : incident;
}

/** What an incident shows, made once for all receivers of a kind. */
class Shown {
  readonly incident: Incident;
  private readonly receiver: string | null;
  private readonly state: BrainState;
  private readonly family: Family;
  private chats: readonly Surface[] | null = null;
  private hook: Surface | null = null;
  private pages: readonly PageSurface[] | null = null;

  /** @param receiver Whose own page and acknowledgement are shown; null: there is one for all. */
  constructor(state: BrainState, row: Incident, receiver: string | null) {
    const incident = seenAtDesk(row, receiver);
    this.state = state;
    this.incident = incident;
    this.receiver = receiver;
    this.family = new FamilyShown(state, incident);
  }

  inChat(): readonly Surface[] {
    this.chats ??= chatSurfaces(this.state, this.family, {
      mention: this.mention(),
      routed: this.incident.routed?.find(({ receiver }) => receiver === this.receiver) ?? null,
    });
    return this.chats;
  }

  /** Whom the receiver's thread names when it is woken. */
  private mention(): Mention | null {
    const { receiver, state } = this;
    const named = state.meta.policy.routing?.receivers.find(({ name }) => name === receiver);
    return named?.mentionOnPage == null ? null : { receiver: named.name, whom: named.mentionOnPage };
  }

  /** Each with the virtual ms since when its page is wanted. */
  atPager(): readonly PageSurface[] {
    this.pages ??= this.pagesHere().map((page) => ({
      what: { ...digestedPage(this.incident.sample, page), projection: page },
      about: { alerts: page.alerts, severityRank: severityRank(page.severity), services: [] },
      since: this.incident.page?.generations[page.generation - 1]?.since ?? 0,
    }));
    return this.pages;
  }

  /** Whoever has no desk yet is not woken yet: the page that it would see is another's. */
  private pagesHere(): readonly PageProjection[] {
    const { state, family, receiver } = this;
    if (receiver !== null && this.incident.desks?.[receiver] === undefined) return [];
    return pageProjections(state, family, this.changed(), receiver);
  }

  /** A program is told what people are shown, and so nothing of what is no more than a page. */
  atHook(): readonly Surface[] {
    const [message] = this.inChat();
    const projection = message?.what.projection;
    if (message === undefined || projection?.surface !== 'message') return [];
    this.hook ??= {
      what: digestedHook(this.state, this.incident, {
        receiver: this.receiver,
        message: { ...message.what, projection },
      }),
      about: message.about,
    };
    return [this.hook];
  }

  inNotes(): readonly Surface[] {
    const note = noteProjection(this.state, this.family, () => this.changed());
    if (note === null) return [];
    const about = { alerts: 0, severityRank: severityRank(this.incident.severity), services: [] };
    return [{ what: digestedNote(note), about }];
  }

  /** The message has looked for it already, mostly: it is made for the same alert. */
  private changed(): ChangeBefore | null {
    const { incident, state } = this;
    if (incident.page === null) return null;
    const shown = this.chats?.[0]?.what.projection;
    if (shown?.surface === 'message' && shown.state !== 'part-of')
      return changeBefore(startOf(incident), shown);
    const { running } = state.families.of(incident);
    const deploys = deploysShown(state, incident, running);
    return changeBefore(startOf(incident), { deploys, changes: changesShown(state, incident, running) });
  }
}

/** @param pages Whether a page that became wanted at a virtual ms is this receiver's. */
function rowsAt(shown: Shown, receiver: Receiver, pages: (since: number) => boolean): readonly Wanted[] {
  return surfacesAt(shown, receiver, pages).map(({ what, about }) =>
    wantedRow(shown.incident, receiver, what, about),
  );
}

function surfacesAt(shown: Shown, receiver: Receiver, pages: (since: number) => boolean): readonly Surface[] {
  switch (receiver.kind) {
    case 'chat':
      return shown.inChat();
    case 'pager':
      return shown.atPager().filter(({ since }) => pages(since));
    case 'fallback':
      return atFallback(shown.incident, shown.atPager(), receiver).filter(({ since }) => pages(since));
    case 'notes':
      return shown.inNotes();
    // One channel, however many receivers an incident has: it has rows of its own.
    case 'rooms':
      return [];
    case 'hook':
      return shown.atHook();
  }
}

/** An incident with its children, oldest first, which few surfaces have to look at one by one. */
class FamilyShown implements Family {
  readonly root: Incident;
  private readonly state: BrainState;

  constructor(state: BrainState, root: Incident) {
    this.state = state;
    this.root = root;
  }

  get children(): readonly Incident[] {
    return this.state.kin.childrenOf(this.root.id);
  }
}

function chatSurfaces(
  state: BrainState,
  family: Family,
  { mention, routed }: { readonly mention: Mention | null; readonly routed: RoutedTo | null },
): readonly Surface[] {
  const { root } = family;
  if (root.kind === 'collector') return [];
  const parent = root.parent === null ? undefined : state.incidents.get(root.parent);
  if (parent !== undefined) {
    const what = partOf(state, root, parent);
    return [{ what, about: { alerts: 0, severityRank: severityRank(root.severity), services: [] } }];
  }
  const message = pacedMessage(messageProjection(state, family), routed);
  const services = message.services.map((service) => service.name);
  const about = { alerts: message.alerts, severityRank: severityRank(message.severity), services };
  const surface = { what: digestedMessage(root.sample, message), about };
  // A drill has its result in its message; a thread would outlive it in a channel where it never got that far.
  const thread =
    message.drill === null ? threadOf(state, root, { mention, receiver: routed?.receiver ?? null }) : null;
  return thread === null ? [surface] : [surface, { what: thread, about }];
}

/** A drill's mark follows its outcome; anything else that a child shows follows from these few. */
function partOf(state: BrainState, child: Incident, parent: Incident): Digested {
  const project = (): PartOfMessage => partOfProjection(state, child, parent);
  const outcome = drillOf(child.environmentClass) === null ? null : project().drill;
  const { id, title, severity } = child;
  const of = [id, title, severity, parent.id, rootTitle(parent), outcome];
  return digestedPart(child.sample, of, project);
}

function threadOf(
  state: BrainState,
  root: Incident,
  { mention, receiver }: { readonly mention: Mention | null; readonly receiver: string | null },
): Digested | null {
  const told = toldTo(receiver, toldItems(state, root));
  const whose = { receiver, mention: mention?.whom ?? null };
  return digestedThread(told, whose, () => threadProjection(root, told, mention));
}
