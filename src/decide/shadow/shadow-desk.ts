import { hasLivePage } from '../../correlate/incident/apart.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { PageReason } from '../../domain/decision/paging.ts';
import type { Incident } from '../../domain/incident.ts';
import { deskAt, putBackInShadow, seenInShadow, shadowOf } from '../../domain/routing/desk.ts';
import { routedBeside, routedWith, type RoutedTo } from '../../domain/routing/routed.ts';
import type { NamedReceiver } from '../../domain/routing/route.ts';
import { withSend } from '../../domain/sending/would-send.ts';
import { lookInShadowTimer } from '../../domain/timer.ts';
import { PageDesk } from '../page-desk.ts';
import { wouldPage } from './would-page.ts';

/**
 * The desk of a receiver in the shadow. It decides as it would if it were real, keeps what it decides in
 * `Incident.shadow`, and has no other effect: it tells nothing, opens nothing, and no surface is made of it.
 */
export class ShadowDesk extends PageDesk {
  override readonly receiver: NamedReceiver;

  constructor(draft: Draft, receiver: NamedReceiver) {
    super(draft, receiver);
    this.receiver = receiver;
  }

  override change(id: string, how: (seen: Incident) => Incident): Incident | null {
    const { name } = this.receiver;
    const row = this.draft.change(id, (incident) => {
      const seen = this.seen(incident);
      const next = how(seen);
      return next === seen ? incident : putBackInShadow(incident, name, next);
    });
    return row === null ? null : this.seen(row);
  }

  /** A page of many incidents is no incident here: it goes by the first that joined it, and ends with the newest. */
  override sharedPage({ id, environmentClass }: Incident): string {
    const { draft, receiver } = this;
    const meta = draft.meta();
    const key = `${receiver.name} ${environmentClass}`;
    const known = meta.sharedInShadow?.[key];
    const newest = known === undefined ? null : draft.incident(known.newest);
    const page =
      newest === null || newest.status === 'resolved' ? `many:${id}` : (known?.page ?? `many:${id}`);
    draft.putMeta({ ...meta, sharedInShadow: { ...meta.sharedInShadow, [key]: { page, newest: id } } });
    return page;
  }

  override unmuted(id: string): Incident | null {
    const incident = this.incident(id);
    return incident === null ? null : { ...incident, mute: null };
  }

  override awaitEnvironment(): void {
    // What is recorded goes by when it was wanted, and what turns out to be staging is withdrawn.
  }

  override noteHadBefore(): void {
    // Whoever has it in hand has it still: nobody was woken anew.
  }

  override speak(id: string): void {
    const told = [routedBeside(this.receiver, this.draft.now)];
    this.draft.change(id, (row) => {
      const shadow = shadowOf(row);
      return { ...row, shadow: { ...shadow, routed: routedWith(shadow.routed, told) } };
    });
  }

  override hasWoken(incident: Incident): boolean {
    return super.hasWoken(incident) || hasLivePage(this.seen(incident));
  }

  override watch(): void {
    // Nothing is sent that somebody would have to receive.
  }

  override tell(): void {
    // The incident's story is that of what people were told.
  }

  override lookAgain(
    id: string,
    due: number,
    what: 'held' | 'unanswered' | 'silent' | 'again' = 'again',
  ): void {
    const timer = lookInShadowTimer(id, what, this.receiver.name);
    this.draft.putTimer({ id: timer, kind: 'look-in-shadow', subject: id, due });
  }

  /** Records whom it would have woken, and with what. */
  override tellPaged(id: string, reason: PageReason): void {
    const { draft, receiver } = this;
    const root = this.incident(id);
    if (root === null) return;
    const pagers = draft.policy.shadows?.filter(({ kind }) => kind === 'pager') ?? [];
    const to = receiver.surfaces.filter((surface) => pagers.some((pager) => pager.id === surface));
    const send = wouldPage(draft, this.family(root), { receiver: receiver.name, to, reason });
    draft.change(id, (row) => {
      const shadow = shadowOf(row);
      return { ...row, shadow: { ...shadow, sends: withSend(shadow.sends, send) } };
    });
  }

  override routedHere({ shadow }: Incident): RoutedTo | null {
    return shadow?.routed.find(({ receiver }) => receiver === this.receiver.name) ?? null;
  }

  override met(id: string): ReturnType<PageDesk['met']> {
    const row = this.draft.incident(id);
    return row === null ? null : deskAt(shadowOf(row), this.receiver.name).met;
  }

  override keepMet(id: string, met: NonNullable<ReturnType<PageDesk['met']>>): void {
    const { name } = this.receiver;
    if (this.met(id) !== null) return;
    this.draft.change(id, (row) => putBackInShadow(row, name, deskAt(shadowOf(row), name), met));
  }

  protected override seen(row: Incident): Incident {
    return seenInShadow(row, this.receiver.name);
  }

  protected override all(rows: readonly Incident[]): readonly Incident[] {
    return rows.map((row) => this.seen(row));
  }
}
