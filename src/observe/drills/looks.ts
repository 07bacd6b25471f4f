import type { Debit } from '../../domain/sending/budget.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Receiver } from '../../domain/policy.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Finding, Inspector } from '../../seams/inspector.ts';
import { tellWait, type Told } from '../../seams/outcome-finding.ts';

/** What looking at one receiver, or for one message or page, has found so far. */
export interface Look {
  /** Null until the first look has come back. */
  readonly finding: Finding | null;
  /** Virtual ms at which it came back, and at which the first look began. */
  readonly at: number;
  readonly since: number;
  readonly looks: number;
}

/** What looking needs. */
interface LooksDeps {
  readonly inspectors: readonly Inspector[];
  readonly clock: Pick<Clock, 'now'>;
  /** Pays out of a credential's budget; false when it allows nothing now. */
  readonly pay: (credential: string, debits: readonly Debit[]) => Promise<boolean>;
  readonly told: Told;
}

interface Entry extends Look {
  readonly asking: boolean;
  readonly nextAt: number;
}

/** A budget that allows no look now, and an answer that may still change, are asked again after so long, virtual ms. */
const unpaidMs = 500;
const againMs = 1_000;
const unpaid: Finding = {
  kind: 'unknown',
  code: 'budget-spent',
  detail:
    'The budget for looking is spent for now: many drills began in this minute, or real alerts need it first.',
  waitMs: unpaidMs,
};
const looksKept = 500;

/**
 * Looks at vendors on behalf of drills, silently and within the budgets, and remembers what it found. Nothing here
 * waits: asking starts a look, and whoever asks again later sees what came of it.
 */
export class Looks {
  private readonly deps: LooksDeps;
  private readonly entries = new Map<string, Entry>();

  constructor(deps: LooksDeps) {
    this.deps = deps;
  }

  /**
   * Whether a real alert could be delivered to this receiver, found out after `from`: what held before may have broken
   * or been mended since, and that is what a drill is to tell. Drills that wait for the same look share it.
   */
  probe({ credential, lane }: Pick<Receiver, 'credential' | 'lane'>, from: number): Look {
    const key = `probe ${lane}`;
    const known = this.entries.get(key);
    if (known !== undefined && known.since < from && this.isOver(known)) this.entries.delete(key);
    return this.look(key, this.inspector(credential), {
      debits: (one) => one.probeDebits(lane),
      ask: (one) => one.probe(lane),
      isFinal: (finding) => finding.kind !== 'unknown',
    });
  }

  /** Whether what was accepted for this row can be seen. `no` is asked again: vendors show things a little late. */
  readBack(row: Notification): Look {
    return this.look(`row ${row.id}`, this.inspector(row.credential), {
      debits: (one) => one.readBackDebits(row),
      ask: (one) => one.readBack(row),
      isFinal: (finding) => finding.kind === 'yes' || finding.kind === 'blind',
    });
  }

  /** What was found before, without looking; null when nothing was. */
  recall(what: Pick<Receiver, 'lane'> | Pick<Notification, 'id' | 'lane' | 'surface'>): Look | null {
    return this.entries.get('surface' in what ? `row ${what.id}` : `probe ${what.lane}`) ?? null;
  }

  /** A look under way is not made twice, and whoever was told to wait does not come back before the time. */
  private isOver({ asking, finding, nextAt }: Entry): boolean {
    return !asking && (finding?.kind !== 'unknown' || this.deps.clock.now() >= nextAt);
  }

  private inspector(credential: string): Inspector | undefined {
    return this.deps.inspectors.find((one) => one.credential === credential);
  }

  private look(key: string, inspector: Inspector | undefined, plan: Plan): Look {
    const now = this.deps.clock.now();
    const unseen = { finding: null, at: now, since: now, looks: 0, asking: false, nextAt: now };
    const entry: Entry = this.entries.get(key) ?? unseen;
    const over = entry.finding !== null && plan.isFinal(entry.finding);
    if (inspector === undefined || entry.asking || over || now < entry.nextAt) return entry;
    this.keep(key, { ...entry, asking: true });
    void this.ask(inspector, plan).then((answer) => this.note(key, entry, answer));
    return entry;
  }

  private async ask(inspector: Inspector, plan: Plan): Promise<Finding> {
    try {
      const { pay, told } = this.deps;
      const { credential } = inspector;
      const debits = plan.debits(inspector);
      if (!(await pay(credential, debits))) return unpaid;
      return await tellWait(told, { credential, debits }, await plan.ask(inspector));
    } catch (error) {
      const detail = `It could not be looked at: ${error instanceof Error ? error.message : String(error)}`;
      return { kind: 'unknown', code: 'unknown', detail, waitMs: againMs };
    }
  }

  /** What was not paid for changes nothing of what was found before. */
  private note(key: string, before: Entry, answer: Finding): void {
    const now = this.deps.clock.now();
    const kept = answer === unpaid ? before.finding : null;
    this.keep(key, {
      finding: kept ?? answer,
      at: kept === null || kept.kind === 'unknown' ? now : before.at,
      since: before.since,
      looks: before.looks + (answer === unpaid ? 0 : 1),
      asking: false,
      nextAt: now + (answer.kind === 'unknown' ? answer.waitMs : againMs),
    });
  }

  /** Bounded: what was looked for first is forgotten first. */
  private keep(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > looksKept && oldest !== undefined) this.entries.delete(oldest);
  }
}

interface Plan {
  readonly debits: (inspector: Inspector) => readonly Debit[];
  readonly ask: (inspector: Inspector) => Promise<Finding>;
  readonly isFinal: (finding: Finding) => boolean;
}
