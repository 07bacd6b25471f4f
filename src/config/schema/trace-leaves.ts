import { z } from 'zod';
import { leaf, secretLeaf } from './leaf.ts';
import { nativeOr, text } from './natives.ts';
import { baseUrl } from './shapes.ts';

const headersAdvice =
  'Write name=value, several with commas between them, for example authorization=Bearer%20abc.';
const shareAdvice = 'Write a share from 0 to 1, for example 0.1.';

/** `name=value,other=value`, values percent-encoded (opentelemetry.io, "OTLP Exporter Configuration"). */
const headers = text
  .regex(/^[\w.-]+=[^,\r\n]*(?:,\s*[\w.-]+=[^,\r\n]*)*$/, headersAdvice)
  .transform((said, context): Readonly<Record<string, string>> => {
    try {
      return Object.fromEntries(said.split(',').map(headerIn));
    } catch {
      context.addIssue({ code: 'custom', message: headersAdvice });
      return z.NEVER;
    }
  });

function headerIn(part: string): readonly [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, at).trim().toLowerCase(), decodeURIComponent(part.slice(at + 1).trim())];
}

/** Where traces go, under the names that OpenTelemetry gave its variables. */
export const traceLeaves = {
  'traces.endpoint': leaf(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    baseUrl('http://127.0.0.1:4318').nullable().default(null),
    'Address of an OpenTelemetry collector that takes OTLP over HTTP, without /v1/traces.',
  ),
  'traces.headers': secretLeaf(
    'OTEL_EXPORTER_OTLP_HEADERS',
    headers.nullable().default(null),
    'Headers that it asks for, for example authorization=Bearer%20abc.',
  ),
  'traces.service_name': leaf(
    'OTEL_SERVICE_NAME',
    text
      .regex(/^[\w./ -]{1,100}$/, 'Write a name of letters, digits, - . _ and /, for example stormrelay.')
      .default('stormrelay'),
    'What the relay is called in traces.',
  ),
  'traces.share': leaf(
    'OTEL_TRACES_SAMPLER_ARG',
    nativeOr(
      (said) => (said === '' ? said : Number(said)),
      z.number({ error: shareAdvice }).min(0, shareAdvice).max(1, shareAdvice),
    ).default(1),
    'The share of events whose journey is told, from 0 to 1.',
  ),
} as const;
