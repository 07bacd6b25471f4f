import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { causesOf } from '../../seams/error-chain.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Finding, Inspector } from '../../seams/inspector.ts';
import { findingOfOutcome } from '../../seams/outcome-finding.ts';
import { transportFailure } from '../../seams/transport-failure.ts';
import { isPrivateHost, PrivateAddressError, publicLookup } from './address.ts';
import { privateOutcome } from './client.ts';
import type { WebhookSettings } from './config.ts';
import type { HookNames } from './names.ts';
import { webhookCredential } from './receiver.ts';

/** What looking at a program's address needs. */
interface WebhookInspectorOptions {
  readonly config: Pick<WebhookSettings, 'url' | 'allowPrivate'>;
  readonly names: HookNames;
  readonly clock: Pick<Clock, 'realTimeout'>;
}

const timeoutMs = 5_000;

/**
 * Looks whether somebody takes connections at an address, and has a certificate for it. Nothing is sent: every request
 * would be an event.
 */
export function createWebhookInspector({ config, names, clock }: WebhookInspectorOptions): Inspector {
  const url = new URL(config.url);
  return {
    credential: webhookCredential(config.url),
    probeDebits: () => [],
    readBackDebits: () => [],
    probe: async () => {
      if (!config.allowPrivate && isPrivateHost(url))
        return findingOfOutcome(privateOutcome(url.host, names));
      try {
        await connected(url, { allowPrivate: config.allowPrivate, within: clock.realTimeout(timeoutMs) });
        return { kind: 'yes', detail: detailOf(url), link: null };
      } catch (error) {
        return findingOf(error, url, names);
      }
    },
    readBack: () => Promise.resolve(unseen),
  };
}

const unseen: Finding = {
  kind: 'blind',
  code: 'no-sight',
  detail: 'What a program made of an event cannot be looked up.',
};

function detailOf({ host, protocol }: URL): string {
  const how = protocol === 'https:' ? 'takes connections, and its certificate is good' : 'takes connections';
  return `${host} ${how}; nothing was sent to find out, so the first event shows whether it takes what is signed.`;
}

function findingOf(error: unknown, { host }: URL, names: HookNames): Finding {
  const isPrivate = causesOf(error).some((cause) => cause instanceof PrivateAddressError);
  return findingOfOutcome(isPrivate ? privateOutcome(host, names) : transportFailure(error, host));
}

/** @param how Real ms of patience. */
function connected(
  { protocol, hostname, port }: URL,
  { allowPrivate, within }: { readonly allowPrivate: boolean; readonly within: number },
): Promise<void> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'https:';
  const to = {
    host,
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    ...(allowPrivate ? {} : { lookup: publicLookup() }),
  };
  return new Promise((resolve, reject) => {
    const socket: Socket = secure ? connectSecure({ ...to, servername: host }) : connectPlain(to);
    const patience = AbortSignal.timeout(within);
    const giveUp = (): void => void socket.destroy(patience.reason as Error);
    patience.addEventListener('abort', giveUp);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
    socket.once('close', () => patience.removeEventListener('abort', giveUp));
  });
}
