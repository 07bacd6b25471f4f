import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadSettings } from '../../src/config/load.ts';
import { createReaderBy } from '../../src/config/reader.ts';
import { templateOf } from '../../src/correlate/evidence/template/template.ts';
import { unstamped, type Entry } from '../../src/domain/inbox/entry.ts';
import { createPagerDutyDoor } from '../../src/integrations/pagerduty/webhooks/door.ts';
import { createLegacyDoor, createSentryDoor } from '../../src/integrations/sentry/door.ts';
import type { Door, DoorHeaders } from '../../src/seams/door.ts';
import { createJsonCheck } from '../../src/store/sqlite/json-check.ts';
import { eventBody, webhookBody } from '../integrations/pagerduty/webhooks/webhook-body.ts';
import { arrivalOf, choiceOf, payloadOf } from '../integrations/slack/presses/a-press.ts';
import { fieldsOf } from '../integrations/slack/commands/a-command.ts';
import { slackDoors } from './slack-doors.ts';

/** Something that is given texts of strangers. */
export interface Target {
  readonly name: string;
  readonly corpus: readonly string[];
  /** What is longer is cut. */
  readonly longest?: number;
  /** Of so many inputs, one of a thousand parts. */
  readonly share: number;
  /** Takes a text, and throws only where it must not; `odd` decides what comes with it. What it still waits for. */
  readonly take: (text: string, odd: number) => Promise<unknown> | undefined;
}

const root = path.resolve(import.meta.dirname, '../..');

/** The texts of all files below a folder that end so. */
function textsIn(folder: string, end: RegExp): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => end.test(name))
    .sort()
    .map((name) => readFileSync(path.join(root, folder, name), 'utf8'));
}

const secret = 'a secret of the fuzzed doors 0123456789';
const hmac = (text: Buffer): string => createHmac('sha256', secret).update(text).digest('hex');
const asBytes = (text: string, odd: number): Buffer => Buffer.from(text, odd % 5 === 0 ? 'latin1' : 'utf8');
/** One in four is signed wrongly: by another, in another form, or twice. */
const signature = (raw: Buffer, odd: number): DoorHeaders[string] =>
  odd % 4 === 0 ? ['', 'zz', '0'.repeat(64), [hmac(raw), hmac(raw)]][odd % 3] : hmac(raw);

/** Asks a door as a request does: what its headers say, what it is called, and what it holds. */
function knock(door: Door, headers: DoorHeaders, raw: Buffer): Promise<unknown> | undefined {
  door.refuseUnread?.({ headers, token: 'a-token' });
  door.names(headers);
  const ruling = door.receive({ headers, raw, token: 'a-token' });
  return ruling.kind === 'later' ? ruling.ruling : undefined;
}

const sentryBodies = textsIn('fixtures/payloads/sentry', /\.json$/);
const resources = [
  'event_alert',
  'error',
  'issue',
  'metric_alert',
  'activity_alert',
  'service_hook',
  'comment',
  'x',
];
const keys = { signingSecrets: [secret], drillSecret: null, serviceHooks: null, legacyTokens: ['a-token'] };
const sentryDoor = createSentryDoor(keys, () => true, createJsonCheck());
const legacyDoor = createLegacyDoor(keys);
const pagerDutyDoor = createPagerDutyDoor([secret]);
const slack = slackDoors();

const read = createReaderBy({
  sentry: { linkHosts: ['sentry.lab.example:8443'], org: null, tags: null },
  secrets: [],
});

/** Slack's and PagerDuty's doors let in objects alone, and make their own texts of them. */
function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Reads an entry. What makes no sense is refused in an error of our own: others are slips of the reader. */
function readEntry(part: Pick<Entry, 'source' | 'kind' | 'body'>): undefined {
  const entry = {
    seq: 7,
    id: 'd-7',
    digest: '',
    verifiedBy: 'secret-1',
    ...unstamped,
    receivedAt: 0,
    ...part,
  };
  try {
    read(entry);
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
  }
  return undefined;
}

const pressed = ['acknowledge', 'resolve', 'mute', 'split', 'merge', 'view'].map((act) => payloadOf(act));
const pressBodies = [...pressed, choiceOf('split:inc-9'), choiceOf('merge:inc-8')].map((payload) =>
  arrivalOf(payload).raw.toString(),
);
const pressEntries = pressed.map((payload) => JSON.stringify(payload));
const commandBodies = [
  'open',
  'ack inc-57',
  'mute inc-57 for 2h',
  'silence service=~"a.*" for 1h why',
  'oncall',
  'help',
].map((text) => new URLSearchParams(fieldsOf(text)).toString());
const at = '2027-01-15T08:00:00Z';
const pagerBodies = [
  ...['triggered', 'acknowledged', 'unacknowledged', 'escalated', 'reassigned', 'resolved', 'reopened'].map(
    (what) =>
      webhookBody({
        type: `incident.${what}`,
        at,
        assignees: ['Robin'],
        incidentKey: 'stormrelay:1:inc-7:1',
      }),
  ),
  eventBody('incident.annotated', at, {
    data: { type: 'incident_note', content: 'a note', incident: { id: 'Q1' } },
  }),
];

/** Files of configuration, valid and not, of the tests and the documents. */
const configs = [...textsIn('fixtures/config', /\.yaml$/), ...textsIn('docs/examples', /\.yaml$/)];
const environment = { STORMRELAY_CONFIG: 'stormrelay.yaml', SENTRY_SIGNING_SECRETS: secret };

function loadConfig(text: string): undefined {
  try {
    loadSettings(environment, () => text);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
  return undefined;
}

/** Whoever reads what comes from outside. */
export const targets: readonly Target[] = [
  {
    name: 'Sentry: what the door takes',
    corpus: sentryBodies,
    share: 250,
    take: (text, odd) => {
      const raw = asBytes(text, odd);
      const resource = odd % 7 === 0 ? text.slice(0, 40) : resources[odd % resources.length];
      const headers = {
        'sentry-hook-resource': resource,
        'sentry-hook-signature': signature(raw, odd),
        'request-id': text.slice(0, 80),
        'sentry-hook-timestamp': text.slice(-12),
      };
      return knock(odd % 11 === 0 ? legacyDoor : sentryDoor, headers, raw);
    },
  },
  {
    name: 'Sentry: what is read of it',
    corpus: sentryBodies,
    share: 250,
    take: (text, odd) =>
      readEntry({
        source: odd % 9 === 0 ? 'sentry-legacy' : 'sentry',
        kind: resources[odd % resources.length] ?? '',
        body: text,
      }),
  },
  {
    name: 'messages: what is the same in them',
    corpus: textsIn('fixtures/messages', /\.tsv$/).flatMap((text) => text.split('\n').slice(0, 60)),
    share: 200,
    take: (text) => void templateOf(text.slice(0, 2_000)),
  },
  {
    name: 'Slack: presses',
    corpus: pressBodies,
    share: 80,
    take: (text, odd) => knock(slack.presses, slack.signed(asBytes(text, odd), odd), asBytes(text, odd)),
  },
  {
    name: 'Slack: commands',
    corpus: commandBodies,
    share: 80,
    take: (text, odd) => knock(slack.commands, slack.signed(asBytes(text, odd), odd), asBytes(text, odd)),
  },
  {
    name: 'Slack: what is read of a press',
    corpus: pressEntries,
    share: 40,
    take: (text) =>
      isObject(text) ? readEntry({ source: 'slack', kind: 'block_actions', body: text }) : undefined,
  },
  {
    name: 'PagerDuty: what the door takes',
    corpus: pagerBodies,
    share: 50,
    take: (text, odd) => {
      const raw = asBytes(text, odd);
      const header = odd % 4 === 0 ? text.slice(0, 90) : `v1=${hmac(raw)}`;
      return knock(
        pagerDutyDoor,
        { 'x-pagerduty-signature': header, 'x-webhook-id': text.slice(0, 60) },
        raw,
      );
    },
  },
  {
    name: 'PagerDuty: what is read of it',
    corpus: pagerBodies,
    share: 40,
    take: (text, odd) => {
      const kind = ['incident.acknowledged', 'incident.resolved', 'x'][odd % 3] ?? '';
      if (isObject(text)) readEntry({ source: 'pagerduty', kind, body: text });
      return undefined;
    },
  },
  // No stranger writes it. It is read at a start and a reload, takes longer by its length, and each of its mistakes is
  // worth a look for what was probably meant.
  {
    name: 'the configuration file',
    corpus: configs,
    longest: 8 * 1024,
    share: 10,
    take: loadConfig,
  },
];
