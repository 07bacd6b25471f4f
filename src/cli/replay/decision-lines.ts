import type { Decision } from '../../domain/decision.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import type { Projection } from '../../domain/sending/projection.ts';
import { noteText } from '../../integrations/pagerduty/rest/note-text.ts';
import { summaryOf } from '../../integrations/pagerduty/summary.ts';
import type { ReplayListener, ReplayStep } from '../../pipeline/replay/replay.ts';
import type { Told } from '../../pipeline/replay/ready-receivers.ts';
import { messageText } from './outcome-lines.ts';

/** What a replay decides, as one JSON object a line, in the order in which it happens. */
export class DecisionLines implements ReplayListener {
  private readonly since: number;
  private readonly write: (line: string) => void;

  /** @param since Virtual ms before which nothing is told. */
  constructor(since: number, write: (line: string) => void) {
    this.since = since;
    this.write = write;
  }

  applied({ entry, batch }: ReplayStep): void {
    if (entry.receivedAt < this.since) return;
    const { seq, source, kind: resource } = entry;
    const at = moment(entry.receivedAt);
    for (const { disposition } of batch.dispositions) {
      const { kind: became, decision } = disposition;
      const incident = disposition.kind === 'counted' ? disposition.incident : null;
      this.line({ kind: 'entry', at, seq, source, resource, became, incident, ...told(decision) });
    }
    for (const change of batch.changes) {
      if (change.table !== 'timeline') continue;
      const { incident, n, kind: about, decision } = change.row;
      this.line({ kind: 'decision', at: moment(change.row.at), seq, incident, n, about, ...told(decision) });
    }
  }

  told({ at, step, row }: Told): void {
    if (at < this.since) return;
    const { incident, receiver, surface, projection } = row;
    this.line({ kind: 'told', at: moment(at), incident, receiver, surface, step, ...shown(projection) });
  }

  private line(value: object): void {
    this.write(JSON.stringify(value));
  }
}

/** Codes for programs, the sentence for people. */
function told(decision: Decision): { readonly decision: Decision; readonly said: string } {
  return { decision, said: sentenceOf(decision) };
}

function shown(projection: Projection): object {
  switch (projection.surface) {
    case 'page': {
      const { receiver: woken, state, generation, severity, alerts } = projection;
      return {
        ...(woken !== undefined && { woken }),
        state,
        generation,
        severity,
        alerts,
        text: summaryOf(projection),
      };
    }
    case 'message':
      return { state: projection.state, severity: projection.severity, text: messageText(projection) };
    case 'thread': {
      const last = projection.items.at(-1);
      return { upto: last?.n ?? 0, toChannel: last?.channel ?? false, text: last?.text ?? '' };
    }
    case 'note': {
      const { pagerIncident, items } = projection;
      return { pagerIncident, upto: items.at(-1)?.n ?? 0, text: noteText(projection, 0)?.content ?? '' };
    }
    case 'invite':
      return { asked: projection.items.map(({ name }) => name) };
    case 'hook':
      return { state: projection.state, upto: projection.changes.at(-1)?.n ?? 0 };
    case 'room':
    case 'room-post':
    case 'overflow':
    case 'change':
      return { state: projection.state };
  }
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
