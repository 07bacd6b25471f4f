import type { PressAnswer } from '../presses/press-spec.ts';

/** Something that Slack has to tell an app. */
export interface Envelope {
  readonly envelope_id: string;
  readonly type: 'interactive' | 'slash_commands';
  readonly payload: object;
  readonly accepts_response_payload: boolean;
}

/** An envelope and what became of it. */
export interface ToldEnvelope {
  readonly id: string;
  readonly type: Envelope['type'];
  /** How often it was sent. */
  readonly sent: number;
  readonly acknowledged: boolean;
}

interface Pending {
  readonly envelope: Envelope;
  readonly since: number;
  sent: number;
  acknowledged: boolean;
  answer: ((answer: PressAnswer) => void) | null;
  timer: NodeJS.Timeout | null;
}

/** Real ms: a person sees a warning when the app has said nothing for so long, and Slack tells it again. */
const answerWithinMs = 3_000;
/** An envelope is told so often at most. */
const mostTellings = 4;

/** Envelopes on their way: each is told again until it is acknowledged, or was told too often. */
export class Envelopes {
  private readonly told = new Map<string, Pending>();
  private readonly send: (text: string) => boolean;

  /** @param send Sends on one of the connections; false when there is none. */
  constructor(send: (text: string) => boolean) {
    this.send = send;
  }

  /** Resolves with what a person sees within three seconds. */
  tell(envelope: Envelope): Promise<PressAnswer> {
    return new Promise((answer) => {
      const sent = this.told.get(envelope.envelope_id)?.sent ?? 0;
      const since = performance.now();
      const one: Pending = { envelope, since, sent, acknowledged: false, answer, timer: null };
      this.told.set(envelope.envelope_id, one);
      setTimeout(() => settle(one, null, ''), answerWithinMs).unref();
      this.deliver(one);
    });
  }

  /** What an app said. */
  heard(text: string): void {
    const { id, body } = acknowledgement(text);
    const one = this.told.get(id);
    if (one === undefined || one.acknowledged) return;
    one.acknowledged = true;
    if (one.timer !== null) clearTimeout(one.timer);
    settle(one, 200, one.envelope.accepts_response_payload ? body : '');
  }

  /** A connection is there, or one is gone: what is open is told on another. */
  again(): void {
    for (const one of this.told.values()) this.deliver(one);
  }

  list(): readonly ToldEnvelope[] {
    return [...this.told.values()].map(({ envelope: { envelope_id: id, type }, sent, acknowledged }) => ({
      id,
      type,
      sent,
      acknowledged,
    }));
  }

  close(): void {
    for (const one of this.told.values()) {
      if (one.timer !== null) clearTimeout(one.timer);
      settle(one, null, '');
    }
  }

  private deliver(one: Pending): void {
    if (one.timer !== null) clearTimeout(one.timer);
    one.timer = null;
    if (one.acknowledged || one.sent >= mostTellings) return;
    const retry = one.sent === 0 ? {} : { retry_attempt: one.sent, retry_reason: 'timeout' };
    if (!this.send(JSON.stringify({ ...one.envelope, ...retry }))) return;
    one.sent += 1;
    one.timer = setTimeout(() => this.deliver(one), answerWithinMs);
  }
}

function settle(one: Pending, status: number | null, body: string): void {
  one.answer?.({ status, body, ms: performance.now() - one.since });
  one.answer = null;
}

/** `{ "envelope_id": …, "payload": … }`; an empty payload is no answer. */
function acknowledgement(text: string): { readonly id: string; readonly body: string } {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== 'object' || said === null || !('envelope_id' in said)) return { id: '', body: '' };
    const payload = 'payload' in said ? JSON.stringify(said.payload) : '';
    return { id: String(said.envelope_id), body: payload === '{}' ? '' : payload };
  } catch {
    return { id: '', body: '' };
  }
}
