import { createHash } from 'node:crypto';

/** What a span tells besides: counts and words of the relay's own, never a text out of a webhook. */
export type Attributes = Readonly<Record<string, string | number>>;

/** One step of an event's journey. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly kind: 'server' | 'internal' | 'client';
  /** UNIX ms. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Attributes;
  /** The journey that this one goes on in, if it is another. */
  readonly link: { readonly traceId: string; readonly spanId: string } | null;
  readonly failed: boolean;
}

/** The trace of an entry: it follows from what everybody knows of it, so no one has to hand it on. */
export function traceIdOf(install: string, seq: number): string {
  return digest(`${install}:${seq}`, 32);
}

/** One span of it. */
export function spanIdOf(install: string, seq: number, what: string): string {
  return digest(`${install}:${seq}:${what}`, 16);
}

/** Whether a trace is within a share of all: the same for each of its spans (opentelemetry.io, "TraceIdRatioBased"). */
export function isSampled(traceId: string, share: number): boolean {
  return share >= 1 || Number.parseInt(traceId.slice(-8), 16) / 0x1_0000_0000 < share;
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
