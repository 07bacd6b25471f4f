import type { Alert } from '../../src/domain/alert.ts';
import type { Drill } from '../../src/domain/drill/drill.ts';
import type { Disposition } from '../../src/domain/inbox/disposition.ts';
import type { Entry } from '../../src/domain/inbox/entry.ts';
import type { Wanted } from '../../src/domain/sending/notification.ts';
import type { Policy, Receiver } from '../../src/domain/policy.ts';
import { drillDelivery, type DrillCommand } from '../../src/ingest/drill-command.ts';
import { alert, chat, pager, policy } from '../make.ts';
import { Story } from './story.ts';

/** Receivers that only drills reach. */
export const testChat: Receiver = { ...chat, id: 'slack/CDRILL', lane: 'slack:CDRILL' };
export const testPager: Receiver = {
  ...pager,
  id: 'pagerduty/test',
  lane: 'pagerduty:test',
  credential: 'pagerduty:test',
};
const drillPolicy: Policy = { ...policy, drillReceivers: [testChat, testPager] };

/** How an entry looks whose signature was made with the drill secret. */
const signed: Partial<Entry> = { source: 'drill', verifiedBy: 'drill' };

/** A relay's brain with receivers for drills. */
export class DrillStory extends Story {
  constructor() {
    super(drillPolicy);
  }

  /** Registers a drill whose nonce is its name; answers with the drill's id. */
  register(atMs: number, nonce = 'n1', alerts = 1): string {
    const subject = { service: 'checkout', environment: 'production', release: 'checkout@2.4.1', by: 'Ada' };
    this.command(atMs, { action: 'register', nonce, scenario: 'single', alerts, subject });
    return [...this.state.drills.keys()].at(-1) ?? '';
  }

  end(
    atMs: number,
    drill: string,
    result: 'passed' | 'failed' | 'cancelled' = 'passed',
    summary = 'ack 12 ms',
  ): Disposition {
    return this.command(atMs, { action: 'end', drill, result, summary });
  }

  /** An alert that was signed with the drill secret and carries a nonce; fatal, unless told. */
  drillAlert(atMs: number, nonce: string, change: Partial<Alert> = {}, as: Partial<Entry> = {}): Disposition {
    const tags = [...(change.tags ?? []), ['stormrelay.drill', nonce] as const];
    return this.tell(atMs, alert({ level: 'fatal', ...change, tags }), { ...signed, ...as });
  }

  /** Something unreadable that was signed with the drill secret. */
  poison(atMs: number, as: Partial<Entry> = signed): Disposition {
    return this.tell(atMs, 'no JSON', as);
  }

  drill(id: string): Drill {
    const drill = this.state.drills.get(id);
    if (drill === undefined) throw new Error(`There is no ${id}.`);
    return drill;
  }

  /** What is wanted of a receiver's surface. */
  rowsAt(receiver: string, surface: Wanted['surface']): readonly Wanted[] {
    return [...this.wanted.values()].filter((row) => row.receiver === receiver && row.surface === surface);
  }

  private command(atMs: number, command: DrillCommand): Disposition {
    const { source, kind, body, verifiedBy } = drillDelivery(command, 'any');
    return this.tell(atMs, body, { source, kind, verifiedBy });
  }
}

/** Eight issues of four services that share a cause, of one drill. */
export function drillStorm(story: DrillStory, atMs: number, nonce: string): void {
  for (let n = 0; n < 8; n += 1) {
    const value = 'connect ECONNREFUSED drill-cache.invalid:6379';
    story.drillAlert(atMs + n * 50, nonce, {
      level: 'error',
      issueKey: `sentry:acme/${n}`,
      service: `drill-${n % 4}`,
      title: `RedisConnectionError: ${value}`,
      type: 'RedisConnectionError',
      message: value,
      exceptions: [{ type: 'RedisConnectionError', value, module: null }],
      frame: { function: `load${n}`, filename: `src/cache-${n}.ts`, module: null, line: n },
      eventId: `e${n}`,
    });
  }
}
