import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { acceptSigned } from '../src/integrations/sentry/acceptance.ts';
import { sentrySettings } from '../src/integrations/sentry/config.ts';
import { createSentrySource } from '../src/integrations/sentry/source.ts';
import { unstamped } from '../src/domain/inbox/entry.ts';

/**
 * How many Sentry payloads a second one core accepts (HMAC, digest, JSON check) and reads into alerts.
 * Run it with: npx node bench/sentry-read.bench.ts
 */
const folder = new URL('../fixtures/payloads/sentry/', import.meta.url);
const settings = sentrySettings.parse({ signingSecrets: ['bench-secret-1', 'bench-secret-2'] });
const source = createSentrySource({ allowedHosts: [] });
const secondsEach = 1;

/** The fixture on the wire: compact, non-ASCII escaped, padded with a stack to about 6 KB where it is an event. */
function wire(name: string): string {
  const body = JSON.stringify(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  const padding = name.startsWith('event_alert.triggered') ? Math.max(0, 6_000 - body.length) : 0;
  const frames = Array.from({ length: Math.floor(padding / 90) }, (_, n) => ({
    function: `step${n}`,
    filename: 'lib/steps.py',
    lineno: n,
    in_app: false,
  }));
  return frames.length === 0
    ? body
    : body.replace('"frames":[', `"frames":[${frames.map((frame) => JSON.stringify(frame)).join(',')},`);
}

function measure(label: string, once: () => unknown): void {
  for (let n = 0; n < 2_000; n++) once();
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < secondsEach * 1_000) {
    for (let n = 0; n < 100; n++) once();
    runs += 100;
  }
  const perRun = ((performance.now() - start) * 1_000) / runs;
  console.log(
    `${label.padEnd(48)} ${Math.round(1e6 / perRun)
      .toLocaleString('en')
      .padStart(9)} a second ${perRun.toFixed(1).padStart(7)} µs`,
  );
}

for (const file of readdirSync(folder).filter((name) =>
  /^(event_alert\.triggered|issue\.created|metric_alert\.critical)\.json$/.test(name),
)) {
  const kind = file.split('.', 1)[0] ?? file;
  const body = wire(file);
  const raw = Buffer.from(body);
  const signature = createHmac('sha256', 'bench-secret-1').update(raw).digest('hex');
  const headers = {
    'sentry-hook-resource': kind,
    'sentry-hook-signature': signature,
    'request-id': createHash('md5').update(raw).digest('hex'),
  };
  const entry = {
    seq: 1,
    source: 'sentry',
    id: 'b',
    kind,
    body,
    digest: '',
    verifiedBy: 'secret-1',
    ...unstamped,
    receivedAt: 0,
  } as const;
  measure(`accept ${kind} (${raw.length} bytes)`, () => acceptSigned({ headers, raw }, settings));
  measure(`read   ${kind} (${raw.length} bytes)`, () => source.read(entry));
}
