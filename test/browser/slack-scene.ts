/** A real outage at the pace of life, and what the relay's messages in the fake Slack look like meanwhile. */
import { execFileSync, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PicturedMessage } from './slack-picture.ts';

/** What is shown of one outage, in the order in which it happens. */
type SlackScenes = Readonly<
  Record<'metric' | 'everyday' | 'storm' | 'acknowledged' | 'resolved' | 'thread', readonly PicturedMessage[]>
>;

interface Fakes {
  readonly slack: { readonly url: string; readonly token: string; readonly channel: string };
  readonly sentry: { readonly secret: string };
  readonly control: { readonly url: string; readonly token: string };
}

interface Stage {
  readonly fakes: Fakes;
  /** What the script that starts the relay tells of it. */
  readonly told: ReadonlyMap<string, string>;
}

const root = path.join(import.meta.dirname, '..', '..');
/** So long before the storm's file is played somebody deploys, and so long into it the storm is shown. */
const [deployMs, outageMs] = [1_000, 80_000];
/** A status change is shown within a second of a token, and counters may have taken those at hand. */
const settlesMs = 10_000;

/** Who presses the buttons. */
const bo = { id: 'U0BO', name: 'bo.lindqvist' };

/** Plays `redis-outage` against a relay and fakes of its own: a metric alert, a deploy, the outage, and its end by hand. @param fakes How the fakes are started. */
export async function slackScenes(fakes: '' | '--new-blocks' = ''): Promise<SlackScenes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-pictures-'));
  const env = { ...process.env, FAKES_OPTIONS: fakes };
  execFileSync('bash', ['.github/relay-and-fakes.sh', folder], { cwd: root, stdio: 'ignore', env });
  const pids = readFileSync(path.join(folder, 'pids'), 'utf8').trim().split('\n').map(Number);
  try {
    const started = JSON.parse(readFileSync(path.join(folder, 'fakes.json'), 'utf8')) as Fakes;
    const told = readFileSync(path.join(folder, 'environment'), 'utf8').matchAll(/^(\w+)=(.*)$/gm);
    return await play({
      fakes: started,
      told: new Map([...told].map(([, name = '', value = '']) => [name, value])),
    });
  } finally {
    for (const pid of pids) process.kill(pid);
    rmSync(folder, { recursive: true });
  }
}

async function play(stage: Stage): Promise<SlackScenes> {
  await control(stage, 'pagerduty/webhook', { url: `${relayUrl(stage)}/webhooks/pagerduty` });
  await tellMetric(stage);
  const deploy = { service: 'basket-api', environment: 'production', release: 'basket-api@2.4.1' };
  await tellDeploy(stage, { ...deploy, by: 'Ana Silva', what: 'Baskets live longer' });
  await delay(deployMs);
  const metric = await messages(stage);
  const end = startOutage(stage);
  await delay(outageMs);
  const during = await messages(stage);
  const storm = during.filter(isAbout(/services failing/)).slice(0, 1);
  const everyday = during.filter(isAbout(/users?\b[^]*Not paged/)).slice(0, 1);
  const ts = storm[0]?.ts ?? '';
  end();
  await press(stage, ts, 'acknowledge');
  await delay(settlesMs);
  const acknowledged = (await messages(stage)).filter(isAbout(/^👀/));
  await press(stage, ts, 'resolve');
  await delay(settlesMs);
  const resolved = (await messages(stage)).filter(isAbout(/^⚪/)).filter((one) => one.ts === ts);
  const thread = await replies(stage, ts);
  return { metric, everyday, storm, acknowledged, resolved, thread };
}

function startOutage(stage: Stage): () => void {
  const args = ['simulator/cli/simulate-storm.ts', 'redis-outage', '--relay', relayUrl(stage)];
  const env = { ...process.env, SENTRY_SIGNING_SECRETS: stage.fakes.sentry.secret };
  const storm = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore' });
  return () => {
    storm.kill('SIGKILL');
  };
}

/** A metric alert of the fixtures, as if it had just begun, with the threshold that the fixture's rule has lost. */
async function tellMetric(stage: Stage): Promise<void> {
  const file = path.join(root, 'fixtures', 'payloads', 'sentry', 'metric_alert.critical.json');
  const now = new Date().toISOString();
  const body = readFileSync(file, 'utf8')
    .replaceAll(/"(date_(?:started|detected))": "[^"]*"/g, `"$1": "${now}"`)
    .replace('"triggers": []', '"triggers": [{ "label": "critical", "alert_threshold": 0.05 }]');
  const headers = {
    'content-type': 'application/json',
    'sentry-hook-resource': 'metric_alert',
    'sentry-hook-signature': createHmac('sha256', stage.fakes.sentry.secret).update(body).digest('hex'),
    'sentry-hook-timestamp': String(Math.floor(Date.now() / 1_000)),
    'request-id': randomUUID().replaceAll('-', ''),
  };
  await answered(await fetch(`${relayUrl(stage)}/webhooks/sentry`, { method: 'POST', headers, body }));
}

/** CI tells of a deploy. */
async function tellDeploy(stage: Stage, deploy: object): Promise<void> {
  await post(`${relayUrl(stage)}/api/deploys`, stage.told.get('RELAY_CI_TOKEN'), deploy);
}

/** Bo presses a button of a message. */
async function press(stage: Stage, ts: string, action: string): Promise<void> {
  const url = `${relayUrl(stage)}/webhooks/slack/interactions`;
  await control(stage, 'slack/presses', { url, channel: stage.fakes.slack.channel, ts, action, user: bo });
}

/** Asks the fakes for something. */
async function control({ fakes }: Stage, route: string, body: object): Promise<void> {
  await post(`${fakes.control.url}/${route}`, fakes.control.token, body);
}

async function post(to: string, token: string | undefined, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token ?? ''}` };
  await answered(await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) }));
}

function relayUrl({ told }: Stage): string {
  return told.get('RELAY_URL') ?? '';
}

async function answered(response: Response): Promise<void> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
}

function messages(stage: Stage): Promise<readonly PicturedMessage[]> {
  return read(stage, 'conversations.history?limit=200');
}

/** As Slack shows a thread: the message itself, and below it the replies, oldest first. */
async function replies(stage: Stage, ts: string): Promise<readonly PicturedMessage[]> {
  return await read(stage, `conversations.replies?ts=${ts}`);
}

async function read({ fakes: { slack } }: Stage, what: string): Promise<readonly PicturedMessage[]> {
  const headers = { authorization: `Bearer ${slack.token}` };
  const response = await fetch(`${slack.url}${what}&channel=${slack.channel}`, { headers });
  return ((await response.json()) as { messages: readonly PicturedMessage[] }).messages;
}

function isAbout(pattern: RegExp): (message: PicturedMessage) => boolean {
  return ({ text, blocks }) => pattern.test(`${text} ${JSON.stringify(blocks)}`);
}
