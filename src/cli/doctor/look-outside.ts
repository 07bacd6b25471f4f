import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { pagersOf } from '../../config/policy.ts';
import type { Settings } from '../../config/settings.ts';
import { workspacesOf } from '../../config/workspaces.ts';
import { readTransportError } from '../../seams/transport-error.ts';
import type { Fact } from './facts.ts';

const timeoutMs = 5_000;

/** Compares this machine's clock with those of the vendors, by the Date of an answer that needs no token. */
export async function lookAtClock(settings: Settings, now: () => number): Promise<Fact> {
  const origins = new Set(
    [
      ...workspacesOf(settings).map(({ config }) => config.apiUrl),
      ...pagersOf(settings).map(({ eventsUrl }) => eventsUrl),
      ...(settings.sentryApi === null ? [] : [settings.sentryApi.apiUrl]),
    ].map((url) => new URL(url).origin),
  );
  for (const origin of origins) {
    const skewMs = await skewTo(origin, now);
    if (skewMs !== null) return judgeClock(new URL(origin).host, skewMs);
  }
  return { code: 'clock-unknown', hosts: [...origins].map((origin) => new URL(origin).host) };
}

/** How far this machine is ahead; null: nobody says. The header has no more than seconds. */
async function skewTo(origin: string, now: () => number): Promise<number | null> {
  const before = now();
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(origin, { method: 'HEAD', redirect: 'manual', signal });
    const said = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(said) ? null : skewOf({ before, after: now(), said });
  } catch {
    return null;
  }
}

/**
 * A server's second may have begun anywhere within it, at any moment between question and answer: what that explains is
 * no difference.
 */
export function skewOf(of: {
  readonly before: number;
  readonly after: number;
  readonly said: number;
}): number {
  const earliest = of.before - (of.said + 1_000);
  const latest = of.after - of.said;
  if (earliest <= 0 && latest >= 0) return 0;
  return earliest > 0 ? earliest : latest;
}

/** Half a minute shows in messages; near five minutes Slack's signatures are refused. */
const offMs = 30_000;
const wrongMs = 4 * 60_000;

/** What a difference of the clocks means. */
export function judgeClock(host: string, skewMs: number): Fact {
  const size = Math.abs(skewMs);
  return {
    code: size >= wrongMs ? 'clock-wrong' : size >= offMs ? 'clock-off' : 'clock-agrees',
    host,
    skewMs,
  };
}

/** Whether the relay is reached at the address that people and vendors have, with a certificate that they trust. */
export async function lookAtAddress(
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  now: () => number,
): Promise<readonly Fact[]> {
  if (publicUrl === null) return [{ code: 'address-missing' }];
  const url = publicUrl.replace(/\/+$/, '');
  const secure = new URL(url).protocol === 'https:';
  const certificate = secure ? await certificateOf(new URL(url)) : null;
  if (certificate?.refused != null) return [{ code: 'address-not-trusted', url, why: certificate.refused }];
  const days = certificate?.validTo == null ? null : Math.floor((certificate.validTo - now()) / 86_400_000);
  return [
    ...(secure ? [] : [{ code: 'address-open', url } as const]),
    ...(days !== null && days < endsSoonDays ? [{ code: 'certificate-ends', url, days } as const] : []),
    await answerAt(url, days),
  ];
}

const endsSoonDays = 14;

async function answerAt(url: string, days: number | null): Promise<Fact> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const { ok, status } = await fetch(`${url}/healthz`, { redirect: 'manual', signal });
    return ok ? { code: 'address-answers', url, days } : { code: 'address-other', url, status };
  } catch (error) {
    return { code: 'address-silent', url, why: readTransportError(error).why };
  }
}

/** `refused`: why its certificate is not trusted, null where it is. Null: nothing answers there. */
function certificateOf({
  hostname,
  port,
}: URL): Promise<{ refused: string | null; validTo: number | null } | null> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port === '' ? 443 : port),
      // A name is asked for; an address is none (RFC 6066).
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
    });
    const end = (said: { refused: string | null; validTo: number | null } | null): void => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(timeoutMs, () => end(null));
    socket.once('error', () => end(null));
    socket.once('secureConnect', () => {
      const validTo = Date.parse(socket.getPeerCertificate().valid_to);
      const refused = socket.authorized ? null : codeOf(socket.authorizationError);
      end({ refused, validTo: Number.isNaN(validTo) ? null : validTo });
    });
  });
}

/** OpenSSL's name of what is wrong: `CERT_HAS_EXPIRED`. */
function codeOf(error: Error | string): string {
  return typeof error === 'string' ? error : 'code' in error ? String(error.code) : error.message;
}
