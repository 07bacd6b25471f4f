import type { Delivery } from '../../domain/inbox/entry.ts';
import { openedBy, type DecidedEntry, type TracedSend } from '../../domain/inbox/journey.ts';
import { spanIdOf, traceIdOf, type Span } from './span.ts';

/** From when to when something lasted, UNIX ms. */
interface Lasted {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** The door took a delivery: from its acceptance until it was durable. All else of its journey lies beneath. */
export function receivedSpan(
  install: string,
  seq: number,
  { source, kind }: Pick<Delivery, 'source' | 'kind'>,
  lasted: Lasted,
): Span {
  return {
    ...places(install, seq, 'receive', null),
    ...lasted,
    name: 'receive',
    kind: 'server',
    attributes: { 'stormrelay.seq': seq, 'stormrelay.source': source, 'stormrelay.kind': kind },
  };
}

/** It was written, in one commit with others. */
export function storedSpan(install: string, seq: number, deliveries: number, lasted: Lasted): Span {
  return {
    ...places(install, seq, 'store', 'receive'),
    ...lasted,
    name: 'store',
    kind: 'internal',
    attributes: { 'stormrelay.deliveries': deliveries },
  };
}

/** The brain applied it. What is shown of an incident is told in the trace of the event that opened it. */
export function decidedSpan(install: string, entry: DecidedEntry, lasted: Lasted): Span {
  const { seq, disposition, code, incident } = entry;
  const opener = incident === null ? null : openedBy(incident);
  return {
    ...places(install, seq, 'decide', 'receive'),
    ...lasted,
    name: 'decide',
    kind: 'internal',
    attributes: {
      'stormrelay.disposition': disposition,
      'stormrelay.code': code,
      ...(incident === null ? {} : { 'stormrelay.incident': incident }),
    },
    link:
      opener === null || opener === seq
        ? null
        : { traceId: traceIdOf(install, opener), spanId: spanIdOf(install, opener, 'decide') },
  };
}

/** One attempt to show an incident; null where nothing says which event opened it. */
export function sentSpan(install: string, send: TracedSend): Span | null {
  const { incident, surface, lane, step, outcome, attempt, startedAt, at } = send;
  const seq = openedBy(incident);
  if (seq === null) return null;
  return {
    ...places(install, seq, `${surface} ${lane} ${step} ${startedAt}`, 'decide'),
    ...{ startedAt, endedAt: at },
    name: `send ${surface}`,
    kind: 'client',
    attributes: {
      'stormrelay.incident': incident,
      'stormrelay.surface': surface,
      'stormrelay.lane': lane,
      'stormrelay.step': step,
      'stormrelay.outcome': outcome,
      'stormrelay.attempt': attempt,
    },
    failed: !arrived.has(outcome),
  };
}

const arrived: ReadonlySet<TracedSend['outcome']> = new Set(['delivered', 'found', 'absent']);

function places(
  install: string,
  seq: number,
  what: string,
  parent: string | null,
): Pick<Span, 'traceId' | 'spanId' | 'parentSpanId' | 'link' | 'failed'> {
  return {
    traceId: traceIdOf(install, seq),
    spanId: spanIdOf(install, seq, what),
    parentSpanId: parent === null ? null : spanIdOf(install, seq, parent),
    link: null,
    failed: false,
  };
}
