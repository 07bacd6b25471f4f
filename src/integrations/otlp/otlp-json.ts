import type { Attributes, Span } from './span.ts';

/** Whose spans these are. */
export interface Resource {
  readonly service: string;
  /** Id of this installation. */
  readonly install: string;
}

/** Numbers of `SpanKind` and `StatusCode` (opentelemetry-proto, trace/v1/trace.proto). */
const kinds = { internal: 1, server: 2, client: 3 } as const;
const errorStatus = 2;

/** The body of an export: OTLP over HTTP as JSON (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"). */
export function otlpJson(resource: Resource, spans: readonly Span[]): string {
  const attributes = {
    'service.name': resource.service,
    'service.instance.id': resource.install,
  };
  const scope = { name: 'stormrelay' };
  return JSON.stringify({
    resourceSpans: [
      { resource: { attributes: listOf(attributes) }, scopeSpans: [{ scope, spans: spans.map(spanJson) }] },
    ],
  });
}

function spanJson(span: Span): object {
  const { traceId, spanId, parentSpanId, name, kind, startedAt, endedAt, link, failed } = span;
  return {
    traceId,
    spanId,
    ...(parentSpanId === null ? {} : { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanos(startedAt),
    endTimeUnixNano: nanos(endedAt),
    attributes: listOf(span.attributes),
    ...(link === null ? {} : { links: [link] }),
    ...(failed ? { status: { code: errorStatus } } : {}),
  };
}

/** Whole ms; a number could not hold so many ns. */
function nanos(ms: number): string {
  return `${Math.round(ms)}000000`;
}

function listOf(attributes: Attributes): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
}
