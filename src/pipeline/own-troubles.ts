import type { OwnTrouble, OwnTroubleCode } from '../domain/inbox/own-trouble.ts';
import type { TroubleReport } from '../ingest/trouble-entry.ts';

/** What lasts less, ms, is told to nobody: vendors limit and fail for a minute every day. */
const holdsMs: Readonly<Record<OwnTroubleCode, number>> = {
  'inbox-lags': 0,
  'store-failed': 0,
  'dead-letters': 10_000,
  'lanes-blocked': 120_000,
  'nobody-paged': 120_000,
  'canary-fails': 0,
  'projects-silent': 0,
};
/** It is over when nothing was seen of it for so long, ms. */
const overMs = 60_000;
/** That there is more of it, or less, is told no oftener, ms: it has few words of its own, and takes nobody else's. */
const againMs = 60_000;

interface Standing {
  readonly since: number;
  readonly seenAt: number;
  /** What was told last, and when; null: nothing yet. `said` is null where an earlier start of the relay told it. */
  readonly told: { readonly at: number; readonly said: string | null } | null;
  readonly trouble: OwnTrouble;
}

/** What the relay suffers from, watched over time: what lasts is told once, what changes no oftener than each minute. */
export class OwnTroubles {
  private readonly standing = new Map<OwnTroubleCode, Standing>();

  /** @param open Troubles that the brain tells of already. */
  constructor(open: readonly OwnTrouble[], now: number) {
    for (const trouble of open)
      this.standing.set(trouble.code, { since: now, seenAt: now, told: { at: now, said: null }, trouble });
  }

  /**
   * Takes over what others have told the brain of, and goes on there (`recovered-store.ts`): it ends like all other trouble, a
   * minute after it was seen last.
   */
  adopt(open: readonly OwnTrouble[], now: number): void {
    for (const trouble of open) {
      const said = JSON.stringify(trouble);
      if (this.standing.get(trouble.code)?.told?.said !== said)
        this.standing.set(trouble.code, { since: now, seenAt: now, told: { at: now, said }, trouble });
    }
  }

  /** What is worth telling, by what is seen at `now`, virtual ms. */
  next(seen: readonly OwnTrouble[], now: number): readonly TroubleReport[] {
    const gone = [...this.standing.values()].filter(
      ({ trouble }) => !seen.some(({ code }) => code === trouble.code),
    );
    return [
      ...seen.flatMap((trouble) => this.see(trouble, now) ?? []),
      ...gone.flatMap((standing) => this.miss(standing, now) ?? []),
    ];
  }

  private see(trouble: OwnTrouble, now: number): TroubleReport | null {
    const { code } = trouble;
    const before = this.standing.get(code);
    const { since = now, told = null } = before ?? {};
    const said = JSON.stringify(trouble);
    const isDue =
      told === null ? now - since >= holdsMs[code] : told.said !== said && now - told.at >= againMs;
    this.standing.set(code, { since, seenAt: now, told: isDue ? { at: now, said } : told, trouble });
    return isDue ? { state: 'on', trouble } : null;
  }

  private miss({ told, seenAt, trouble }: Standing, now: number): TroubleReport | null {
    if (told !== null && now - seenAt < overMs) return null;
    this.standing.delete(trouble.code);
    return told === null ? null : { state: 'over', trouble };
  }
}
