import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { journey, until } from './scene/journey.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 1418;
const speed = 20;

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, string>> }[];
  readonly status?: { readonly code: number };
}

/** What an OpenTelemetry collector is told. */
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: OtlpSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** A collector that keeps what it is told, and answers as it is told to. */
async function collector() {
  const exports: Export[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const answer = { status: 200 };
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      headers.push(request.headers);
      if (answer.status === 200 && request.url === '/otlp/v1/traces')
        exports.push(JSON.parse(text) as Export);
      response.writeHead(answer.status).end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/otlp`;
  const spans = (): OtlpSpan[] =>
    exports.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
  return { url, spans, exports, headers, answer };
}

const said = ({ attributes }: OtlpSpan, key: string) => {
  const { stringValue, intValue } = attributes.find((one) => one.key === key)?.value ?? {};
  return stringValue ?? intValue;
};

it('one webhook is one trace: received, stored, decided, and each attempt to show it', async () => {
  const to = await collector();
  const of = await journey({ seed, speed });
  await of.start({
    ...of.env,
    OTEL_EXPORTER_OTLP_ENDPOINT: to.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20the-token-of-the-collector',
    OTEL_SERVICE_NAME: 'our-relay',
  });
  of.fakes.faults.add({
    target: { service: 'slack', method: 'chat.postMessage' },
    fault: { kind: 'status', status: 503 },
  });
  await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event());
  const posts = () => to.spans().filter(({ name }) => name === 'send message');
  await until('it was tried in vain', () => posts().length > 0);
  of.fakes.faults.clear();
  await until('its message was shown', () =>
    posts().some((span) => said(span, 'stormrelay.outcome') === 'delivered'),
  );

  const root = to.spans().find(({ name }) => name === 'receive');
  const journeyOf = to.spans().filter(({ traceId }) => traceId === root?.traceId);
  expect(root).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  expect(root?.parentSpanId).toBeUndefined();
  const decided = journeyOf.filter(({ name }) => name === 'decide');
  expect(decided).toMatchObject([{ parentSpanId: root?.spanId }]);
  expect(journeyOf.filter(({ name }) => name === 'store')).toMatchObject([{ parentSpanId: root?.spanId }]);
  const attempts = journeyOf.filter(({ name }) => name === 'send message');
  expect(attempts.every(({ parentSpanId }) => parentSpanId === decided[0]?.spanId)).toBe(true);
  expect(attempts[0]).toMatchObject({ status: { code: 2 } });
  expect(attempts.at(-1)).not.toHaveProperty('status');
  for (const span of journeyOf)
    expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true);
  expect(new Set(to.spans().map(({ spanId }) => spanId)).size).toBe(to.spans().length);
  expect(to.headers[0]).toMatchObject({ authorization: 'Bearer the-token-of-the-collector' });
  const all = JSON.stringify(to.exports);
  expect(all).toContain('our-relay');
  for (const secret of ['the-token-of-the-collector', of.env['SLACK_BOT_TOKEN'] ?? '', unrelated[4]!.message])
    expect(all).not.toContain(secret);
  expect(of.relay().stdout()).not.toContain('the-token-of-the-collector');

  to.answer.status = 503;
  await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[3]!).event());
  const metrics = async (): Promise<string> => (await fetch(`${of.url}/metrics`)).text();
  await until('what is lost is counted', async () =>
    /stormrelay_trace_spans_total\{outcome="dropped"\} [1-9]/.test(await metrics()),
  );
  expect(await metrics()).toMatch(/stormrelay_trace_spans_total\{outcome="exported"\} [1-9]/);
  await of.rest();
  expect((await of.stop()).exit).toMatchObject({ code: 0 });
});
