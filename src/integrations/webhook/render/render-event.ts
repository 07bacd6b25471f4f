import type { HookChange } from '../../../domain/sending/hook-change.ts';
import type { HookProjection } from '../../../domain/sending/projection.ts';
import { webhookLimits } from '../limits.ts';
import { incidentData, type IncidentData } from './incident-data.ts';

/** What an event depends on besides the incident. */
interface EventOptions {
  /** The last change that the receiver was told of; 0: none. */
  readonly upto: number;
  /** Without lists, because the whole was refused. */
  readonly short: boolean;
  /** Address of the relay's own page; null: nobody outside reaches it. */
  readonly relayUrl: string | null;
}

/** The body of an event (standard-webhooks.md, "Payload structure"). */
interface WebhookEventBody {
  /** `incident.` and the newest change; `incident.updated` where only figures or details are new. */
  readonly type: `incident.${string}`;
  /** When that was, ISO 8601. */
  readonly timestamp: string;
  readonly data: IncidentData & {
    /** True where nothing has happened: it goes on, nobody has it in hand, and its route has that told again. */
    readonly repeat: boolean;
    readonly changes: readonly ChangeData[];
  };
}

/** Everything that happened since the event before, oldest first. */
interface ChangeData {
  readonly number: number;
  readonly type: string;
  readonly at: string;
  readonly code: string;
  readonly text: string;
}

/** The JSON of an event. It is the same whenever the same version is sent again. */
export function renderEvent(hook: HookProjection, { upto, short, relayUrl }: EventOptions): string {
  const fresh = hook.changes.filter(({ n }) => n > upto);
  const newest = fresh.at(-1);
  const event = (lists: boolean): WebhookEventBody => ({
    type: newest === undefined ? 'incident.updated' : typeOf(newest),
    timestamp: moment(newest?.at ?? lastAt(hook)),
    data: {
      ...incidentData(hook, { lists, relayUrl }),
      repeat: fresh.length > 0 && fresh.every(({ what }) => what === 'repeated'),
      changes: fresh.map(changeData),
    },
  });
  const whole = JSON.stringify(event(!short));
  return Buffer.byteLength(whole) > webhookLimits.body ? JSON.stringify(event(false)) : whole;
}

function changeData(change: HookChange): ChangeData {
  const { n, at, code, text } = change;
  return { number: n, type: typeOf(change), at: moment(at), code, text };
}

function typeOf({ what }: HookChange): `incident.${string}` {
  return `incident.${what.replaceAll('-', '_')}`;
}

/** What only counts is as old as the newest alert; a child points at its root since it became one. */
function lastAt({ shown, changes, showFrom }: HookProjection): number {
  return shown.state === 'part-of' ? (changes.at(-1)?.at ?? showFrom) : shown.lastAlertAt;
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
