import { noteHadBefore } from '../correlate/incident/had-before.ts';
import { isMuted, unmuteIncident, type Grown } from '../correlate/incident/mute.ts';
import { isWoken } from '../correlate/incident/woken.ts';
import { watchPage } from '../correlate/page-answers.ts';
import type { Draft } from '../correlate/state/draft.ts';
import type { Family } from '../correlate/state/family.ts';
import type { PageReason } from '../domain/decision/paging.ts';
import type { Incident, PageWanted } from '../domain/incident.ts';
import { deskAt, pagesOf, putBack, seenAt } from '../domain/routing/desk.ts';
import { lookAgainTimer } from '../domain/timer.ts';
import type { NamedReceiver } from '../domain/routing/route.ts';
import { routedBeside, routedWith, type RoutedTo } from '../domain/routing/routed.ts';
import { tellAll } from './routing/silencing.ts';

/**
 * One step of the brain at the desk of a receiver: incidents show whether that receiver is woken and has them in hand,
 * and what is changed of that is changed for it alone. Without routes there is one desk, and it is the incident's own.
 */
export class PageDesk {
  readonly draft: Draft;
  /** Null: no routes are configured. */
  readonly receiver: NamedReceiver | null;

  constructor(draft: Draft, receiver: NamedReceiver | null) {
    this.draft = draft;
    this.receiver = receiver;
  }

  incident(id: string): Incident | null {
    const row = this.draft.incident(id);
    return row === null ? null : this.seen(row);
  }

  /** Changes what this receiver has of an incident; nothing else of it can be changed here. */
  change(id: string, how: (seen: Incident) => Incident): Incident | null {
    const { receiver } = this;
    if (receiver === null) return this.draft.change(id, how);
    const row = this.draft.change(id, (incident) => {
      const seen = seenAt(incident, receiver.name);
      const next = how(seen);
      return next === seen ? incident : putBack(incident, receiver.name, next);
    });
    return row === null ? null : this.seen(row);
  }

  /** A root with its children, which a decision about a storm seldom has to look at one by one. */
  family(root: Incident): Family {
    return new FamilyAtDesk(this, root);
  }

  childrenOf(root: string): readonly Incident[] {
    return this.all(this.draft.childrenOf(root));
  }

  joinedTo(collector: string): readonly Incident[] {
    return this.all(this.draft.joinedTo(collector));
  }

  /** The open collecting page of this receiver that an incident may join. */
  collectorFor({ environmentClass }: Incident): Incident | null {
    const open = this.draft.roots().find(
      (root) =>
        root.kind === 'collector' &&
        root.environmentClass === environmentClass &&
        // Whoever wants quiet for those that share a page does not know of the next.
        !isMuted(root) &&
        this.isHere(root),
    );
    return open === undefined ? null : this.seen(open);
  }

  /** Opens an incident that only this receiver is told of. */
  open(row: Incident): void {
    const { receiver, draft } = this;
    if (receiver === null) draft.open(row);
    else {
      const bare = { ...row, desks: {}, routed: [routedBeside(receiver, draft.now)] };
      draft.open(putBack(bare, receiver.name, row, null));
    }
  }

  /** When this receiver's pages became wanted, newest last. */
  pagesWanted(): readonly number[] {
    const { pagesWanted, pagesWantedAt } = this.draft.meta();
    return this.receiver === null ? pagesWanted : (pagesWantedAt?.[this.receiver.name] ?? []);
  }

  keepPagesWanted(times: readonly number[]): void {
    const meta = this.draft.meta();
    if (this.receiver === null) this.draft.putMeta({ ...meta, pagesWanted: times });
    else {
      const pagesWantedAt = { ...meta.pagesWantedAt, [this.receiver.name]: times };
      this.draft.putMeta({ ...meta, pagesWantedAt });
    }
  }

  /** The page of many incidents that one more joins, where it is no incident by itself; absent: it is one. */
  sharedPage?(like: Incident): string;

  /** An incident that is muted no longer, since it is worse than what was muted, or has grown. */
  unmuted(id: string, why: 'worse' | Grown): Incident | null {
    unmuteIncident(this.draft, id, why);
    return this.incident(id);
  }

  /** A page waits until `due`, a virtual ms, for an alert that names the environment. */
  awaitEnvironment(id: string, due: number): void {
    this.draft.putTimer({ id: `environment-wait:${id}`, kind: 'environment-wait', subject: id, due });
  }

  /** Keeps who had it in hand before it was worse. */
  noteHadBefore(root: Incident): void {
    noteHadBefore(this.draft, root, root.id);
  }

  /** Whether somebody was woken by an incident, or may be within seconds. */
  hasWoken(incident: Incident): boolean {
    return isWoken(this.draft, incident);
  }

  /** Looks after a page that has just become wanted. */
  watch(root: Incident): void {
    watchPage(this.draft, root, this.receiver?.name ?? null);
  }

  /** Tells of a decision that was taken at this desk. */
  tell(...told: Parameters<Draft['tell']>): void {
    this.draft.tell(...told);
  }

  /** Has an incident looked at again at this desk, at a virtual ms; once more for the same purpose replaces it. */
  lookAgain(id: string, due: number, what?: 'held' | 'unanswered' | 'silent'): void {
    const timer = lookAgainTimer(id, { receiver: this.receiver?.name, ...(what !== undefined && { what }) });
    this.draft.putTimer({ id: timer, kind: 'look-again', subject: id, due });
  }

  /** Tells that somebody is woken: for the first time, or once more. */
  tellPaged(id: string, reason: PageReason, before: PageWanted | null): void {
    const number = (before?.generations.length ?? 0) + 1;
    if (this.receiver !== null) {
      const { name } = this.receiver;
      const decision = { code: 'receiver-paged', receiver: name, page: number, reason } as const;
      const first = this.pagesAnywhere(id) <= 1;
      // Edits notify nobody, so whoever is to be named needs a reply.
      const tell = first && this.receiver.mentionOnPage === null ? 'no' : 'thread';
      this.draft.tell(id, first ? 'page' : 'generation', decision, tell);
    } else if (before === null)
      this.draft.tell(id, 'page', { code: 'paged', reason, whom: this.draft.meta().onCall ?? [] });
    else this.draft.tell(id, 'generation', { code: 'paged-again', page: number, reason }, 'thread');
  }

  /** How the incident came to this receiver; null without routes. */
  routedHere({ routed }: Incident): RoutedTo | null {
    return routed?.find(({ receiver }) => receiver === this.receiver?.name) ?? null;
  }

  /** Whoever is woken is told of the incident: although no route names it, and whatever it waits for or keeps it quiet. */
  speak(id: string): void {
    const { receiver, draft } = this;
    tellAll(draft, id, 'unwoken');
    if (receiver === null) return;
    const told = [routedBeside(receiver, draft.now)];
    draft.change(id, (row) => ({ ...row, routed: routedWith(row.routed ?? [], told) }));
  }

  /** Which rule of this receiver was met before; null without routes, where the incident itself remembers. */
  met(id: string): ReturnType<typeof deskAt>['met'] {
    const row = this.draft.incident(id);
    return row === null || this.receiver === null ? null : deskAt(row, this.receiver.name).met;
  }

  keepMet(id: string, met: NonNullable<ReturnType<PageDesk['met']>>): void {
    const { receiver } = this;
    if (receiver === null || this.met(id) !== null) return;
    this.draft.change(id, (row) => putBack(row, receiver.name, deskAt(row, receiver.name), met));
  }

  private pagesAnywhere(id: string): number {
    const row = this.draft.incident(id);
    return row === null ? 0 : pagesOf(row).reduce((sum, { generations }) => sum + generations.length, 0);
  }

  private isHere({ routed }: Incident): boolean {
    return (
      this.receiver === null || (routed?.some(({ receiver }) => receiver === this.receiver?.name) ?? false)
    );
  }

  protected seen(row: Incident): Incident {
    return seenAt(row, this.receiver?.name ?? null);
  }

  protected all(rows: readonly Incident[]): readonly Incident[] {
    return this.receiver === null ? rows : rows.map((row) => this.seen(row));
  }
}

/** Its children are listed when somebody asks. A getter in a literal would make a hidden class of each family. */
class FamilyAtDesk implements Family {
  readonly root: Incident;
  private readonly desk: PageDesk;

  constructor(desk: PageDesk, root: Incident) {
    this.desk = desk;
    this.root = root;
  }

  get children(): readonly Incident[] {
    return this.desk.childrenOf(this.root.id);
  }
}
