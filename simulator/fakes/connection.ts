import { createSeededRandom, seedOf } from '../seeded-random.ts';
import { programsUser, type Account } from './pagerduty/account.ts';
import type { Workspace } from './slack/workspace.ts';
import { webhookPath } from './webhook/receiver.ts';

/** Where the fakes listen and what they accept: the line that `npm run fakes -- --json` prints. */
export interface FakesConnection {
  readonly slack: {
    readonly url: string;
    readonly webhookUrl: string;
    readonly token: string;
    readonly channel: string;
    readonly signingSecret: string;
    readonly appToken: string;
  };
  readonly pagerduty: {
    readonly url: string;
    readonly httpsUrl: string | null;
    readonly caFile: string | null;
    readonly apiUrl: string;
    readonly apiToken: string;
    /** Address of a user in whose name programs may write. */
    readonly from: string;
    readonly routingKey: string;
    /** The service that the key belongs to. */
    readonly serviceId: string;
    readonly webhookSecret: string;
  };
  readonly sentry: { readonly url: string; readonly secret: string; readonly apiToken: string };
  /** A program that takes events (Standard Webhooks). */
  readonly webhook: { readonly url: string; readonly secret: string };
  readonly control: { readonly url: string; readonly token: string };
  /** The page that shows Slack's channel and the phone of whoever is on call, for a browser. */
  readonly window: { readonly url: string };
}

/** The ports that were given; `pagerdutyHttps` is null when https is off. */
interface OpenPorts {
  readonly slack: number;
  readonly pagerduty: number;
  readonly pagerdutyHttps: number | null;
  readonly sentry: number;
  readonly webhook: number;
  readonly control: number;
  readonly window: number;
}

/** What PagerDuty signs with, and what events for a program are signed with. */
export function vendorSecrets(seed: number): {
  readonly pagerDutyWebhook: string;
  readonly webhook: string;
} {
  const random = createSeededRandom(seedOf('signing secrets', seed));
  const pagerDutyWebhook = random.hex(64);
  return { pagerDutyWebhook, webhook: `whsec_${Buffer.from(random.hex(64), 'hex').toString('base64')}` };
}

/** Puts together what a client needs; secrets follow from the seed. */
export function connectionOf(so: {
  readonly workspace: Workspace;
  readonly account: Account;
  readonly sentryToken: string;
  readonly seed: number;
  readonly secret: string;
  readonly controlToken: string;
  readonly at: OpenPorts;
  readonly caFile: string | null;
}): FakesConnection {
  const { workspace, account, at } = so;
  const { pagerDutyWebhook, webhook } = vendorSecrets(so.seed);
  const base = (port: number): string => `http://127.0.0.1:${port}`;
  return {
    slack: {
      url: `${base(at.slack)}/api/`,
      webhookUrl: base(at.slack) + workspace.webhook.path,
      token: workspace.webhookApp.token,
      channel: workspace.webhook.channel,
      signingSecret: workspace.signingSecret,
      appToken: workspace.socketMode.appToken,
    },
    pagerduty: {
      url: base(at.pagerduty),
      httpsUrl: at.pagerdutyHttps === null ? null : `https://127.0.0.1:${at.pagerdutyHttps}`,
      caFile: so.caFile,
      apiUrl: base(at.pagerduty),
      apiToken: account.apiToken,
      from: programsUser.email,
      routingKey: [...account.services.keys()][0] ?? '',
      serviceId: [...account.services.values()][0]?.id ?? '',
      webhookSecret: pagerDutyWebhook,
    },
    sentry: { url: base(at.sentry), secret: so.secret, apiToken: so.sentryToken },
    webhook: { url: `${base(at.webhook)}${webhookPath}`, secret: webhook },
    control: { url: base(at.control), token: so.controlToken },
    window: { url: `${base(at.window)}/` },
  };
}
