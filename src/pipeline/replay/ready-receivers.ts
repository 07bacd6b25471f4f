import { DueOrder, type Due } from '../../correlate/state/indexes/due-order.ts';
import { settledWithout } from '../../deliver/outcome/recover.ts';
import { nextStep } from '../../deliver/steps/next-step.ts';
import { sentAfter } from '../../deliver/steps/now-shown.ts';
import type { NextStep, Related } from '../../deliver/steps/step.ts';
import {
  noAttempts,
  notificationId,
  pageId,
  type Notification,
  type Wanted,
} from '../../domain/sending/notification.ts';
import type { Step } from '../../domain/sending/outcome.ts';
import { handleOf, nothingSent, type Posted } from '../../domain/sending/sent.ts';

/** One thing that a receiver was told. */
export interface Told {
  /** Virtual ms. */
  readonly at: number;
  /** `taken-over`: a storm goes on in the message of its child `from`. */
  readonly step: Step | 'taken-over';
  /** What is wanted, and what was sent before it. */
  readonly row: Notification;
  readonly from?: string;
}

/** An incident of which nothing but figures has changed. */
export interface Figures {
  readonly incident: string;
  /** Makes those of its rows that cannot wait for figures; asked where one of them is still to be sent. */
  readonly atOnce: () => readonly Wanted[];
  /** Whether they are made even where nothing of it is to be sent: figures may send again what a pager has. */
  readonly sendsAgain: boolean;
}

/**
 * Receivers that take everything at once, and have no limit: what production's rules of sending (`deliver/steps/`) come
 * to where nothing stands in their way. Nothing leaves this process.
 */
export class ReadyReceivers {
  private readonly tell: (told: Told) => void;
  private readonly shown: (incident: string) => readonly Wanted[];
  private readonly rows = new Map<string, Notification>();
  /** Row → when it is looked at again. */
  private readonly later = new Map<string, Due>();
  private readonly order = new DueOrder(this.later);
  /** Incident → rows that wait for what is sent of it. */
  private readonly awaiting = new Map<string, Set<string>>();
  /** Root → message rows of its children. */
  private readonly parts = new Map<string, Set<string>>();
  /** Incident → its rows, in the order in which they were wanted last. */
  private readonly surfaces = new Map<string, string[]>();
  /** Incidents whose messages have older figures than the brain. */
  private readonly behind = new Set<string>();
  private handles = 0;

  /** @param shown What an incident should show now: asked when a message with new figures is sent, not when they change. */
  constructor(tell: (told: Told) => void, shown: (incident: string) => readonly Wanted[]) {
    this.tell = tell;
    this.shown = shown;
  }

  /** Takes up all that incidents should show since virtual ms `now`, and sends what may be sent. */
  want(wanted: readonly Wanted[], now: number): void {
    for (const { incident } of wanted) this.surfaces.delete(incident);
    for (const row of wanted) this.keepNew(row);
    for (const { id } of wanted) this.look(id, now);
  }

  /** The same of incidents that were wanted before, and of which nothing but figures has changed since. */
  wantFigures(incidents: readonly Figures[], now: number): void {
    const early = incidents.filter((one) => one.sendsAgain || !this.isWithPager(one.incident));
    const late = incidents.filter(({ incident }) => !this.behind.has(incident));
    for (const { incident } of late) this.behind.add(incident);
    for (const row of early.flatMap(({ atOnce }) => atOnce())) this.keep(row);
    // Of what was behind already it is known when it is looked at again, which figures only put off.
    for (const { incident } of new Set([...early, ...late]))
      for (const id of this.surfaces.get(incident) ?? []) this.look(id, now);
  }

  /** Whether each page of an incident is taken: what it says from then on goes out with whatever is sent next. */
  private isWithPager(incident: string): boolean {
    return (this.surfaces.get(incident) ?? []).every((id) => {
      const row = this.rows.get(id);
      return row?.surface !== 'page' || row.sent.phase === 'open' || row.sent.phase === 'closed';
    });
  }

  /** Rows of one incident as they are now; what of them is due is known already. */
  private catchUp(incident: string): void {
    this.behind.delete(incident);
    for (const row of this.shown(incident)) this.keep(row);
  }

  /** When something has to be looked at again; Infinity when nothing has. */
  from(): number {
    return this.order.from();
  }

  /** Sends what is due by `now`. */
  sendDue(now: number): void {
    for (const { id } of this.order.dueBy(now)) {
      this.later.delete(id);
      this.look(id, now);
    }
  }

  private keepNew(wanted: Wanted): void {
    const { id, incident } = wanted;
    this.behind.delete(incident);
    const ids = this.surfaces.get(incident);
    if (ids === undefined) this.surfaces.set(incident, [id]);
    else ids.push(id);
    this.keep(wanted);
  }

  private keep(wanted: Wanted): void {
    const before = this.rows.get(wanted.id);
    const { sent = nothingSent } = before ?? {};
    this.rows.set(wanted.id, { ...wanted, sent, attempts: noAttempts, pendingSince: null });
    const { projection } = wanted;
    if (projection.surface === 'message' && projection.state === 'part-of')
      among(this.parts, projection.partOf.incident).add(wanted.id);
  }

  private look(id: string, now: number): void {
    for (;;) {
      const row = this.rows.get(id);
      if (row === undefined) return;
      const isBehind = this.behind.has(row.incident);
      const isNewer = isBehind && hasFigures(row);
      const next = nextStep(isNewer ? { ...row, digest: newer } : row, this.relatedTo(row), now);
      if (next.kind !== 'send' || next.notBefore > now) {
        this.putOff(row, next, now);
        return;
      }
      if (isBehind) {
        this.catchUp(row.incident);
        continue;
      }
      this.send(row, next.step, now);
    }
  }

  private putOff(row: Notification, next: NextStep, now: number): void {
    const { id } = row;
    if (next.kind === 'settled') {
      this.later.delete(id);
      this.rows.set(id, { ...row, sent: settledWithout(row, next.reason, now).sent });
      return;
    }
    const due = next.kind === 'send' ? next.notBefore : next.until;
    if (next.kind === 'wait') among(this.awaiting, awaitedBy(row)).add(id);
    if (due === null || this.later.get(id)?.due === due) return;
    const later = { id, due };
    this.later.set(id, later);
    this.order.add(later);
  }

  private send(row: Notification, step: Step, now: number): void {
    if (step === 'create' && this.takeOver(row, now)) return;
    this.tell({ at: now, step, row });
    const answered = step === 'create' ? `${(this.handles += 1)}` : null;
    this.rows.set(row.id, { ...row, sent: sentAfter(row, step, answered, { startedAt: now, now }) });
    if (step === 'create') this.lookAtThoseWaiting(row.incident, now);
  }

  private lookAtThoseWaiting(incident: string, now: number): void {
    const waiting = this.awaiting.get(incident);
    this.awaiting.delete(incident);
    for (const id of waiting ?? []) this.look(id, now);
  }

  /** As the store does it: a storm without a message goes on in the oldest that one of its children has. */
  private takeOver(root: Notification, now: number): boolean {
    const { projection, incident, receiver } = root;
    if (projection.surface !== 'message' || projection.state === 'part-of' || projection.storm === null)
      return false;
    const posted = [...(this.parts.get(incident) ?? [])]
      .map((id) => this.rows.get(id))
      .filter((row) => row !== undefined)
      .filter((row) => row.receiver === receiver && row.sent.phase === 'posted' && isPartOf(row, incident))
      .sort((a, b) => shownSince(a) - shownSince(b) || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
    const [child] = posted;
    if (child?.sent.phase !== 'posted') return false;
    const sent: Posted = { ...child.sent, digest: null, statusDigest: null };
    this.tell({ at: now, step: 'taken-over', row: root, from: child.id });
    this.rows.set(child.id, { ...child, sent: nothingSent });
    this.rows.set(root.id, { ...root, sent });
    this.lookAtThoseWaiting(incident, now);
    return true;
  }

  private relatedTo(row: Notification): Related {
    if (row.surface === 'thread') {
      const parent = this.rows.get(notificationId(row.incident, row.receiver, 'message')) ?? null;
      return { parent, rootPages: [] };
    }
    const after = coveredBy(row);
    if (after === null) return { parent: null, rootPages: [] };
    return { parent: null, rootPages: this.pagesOf(after, row.receiver) };
  }

  private pagesOf(incident: string, receiver: string): readonly Notification[] {
    const pages: Notification[] = [];
    for (let generation = 1; ; generation += 1) {
      const page = this.rows.get(pageId(incident, receiver, generation));
      if (page === undefined) return pages;
      pages.push(page);
    }
  }
}

/** The digest of what is newer than anything that was sent. */
const newer = 'newer';

/** Whether a row shows figures. */
function hasFigures({ projection }: Notification): boolean {
  return (
    (projection.surface === 'message' || projection.surface === 'hook') && projection.state !== 'part-of'
  );
}

/** The incident of which something has to be sent first. */
function awaitedBy(row: Notification): string {
  return coveredBy(row) ?? row.incident;
}

function coveredBy({ projection, sent }: Notification): string | null {
  return projection.surface === 'page' && projection.state === 'resolved' && handleOf(sent) !== null
    ? projection.after
    : null;
}

function isPartOf({ projection }: Notification, root: string): boolean {
  return (
    projection.surface === 'message' && projection.state === 'part-of' && projection.partOf.incident === root
  );
}

function shownSince({ sent }: Notification): number {
  return sent.phase === 'posted' ? sent.at : 0;
}

function among(sets: Map<string, Set<string>>, key: string): Set<string> {
  const found = sets.get(key) ?? new Set<string>();
  sets.set(key, found);
  return found;
}
