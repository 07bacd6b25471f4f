import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import WebSocket from 'ws';
import { hiddenSecret } from '../../src/domain/text/secrets.ts';
import { stormrelay } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import {
  eachSecret,
  formsOf,
  plantedSecrets,
  reported,
  usesOf,
  type Planted,
} from './scene/planted-secrets.ts';
import { rawPost } from './scene/raw-post.ts';
import { recordingProxy, type RecordingProxy } from './scene/recording-proxy.ts';
import { throwIt, troubles } from './scene/trouble.ts';

const seed = 1_322;
const speed = 20;

/** What came out, and where. */
type Heard = Map<string, string>;

/** A relay that has every secret there is, and lines on which its providers are heard. */
interface Scene {
  readonly of: Journey;
  readonly planted: Planted;
  readonly env: Readonly<Record<string, string>>;
  readonly lines: Readonly<Record<'slack' | 'pagerduty' | 'sentry' | 'webhook', RecordingProxy>>;
  readonly heard: Heard;
}

async function scene(): Promise<Scene> {
  const of = await journey({ seed, speed });
  const { slack, pagerduty, sentry, webhook } = of.fakes.connection;
  const lines = {
    slack: await recordingProxy(new URL(slack.url).origin),
    pagerduty: await recordingProxy(pagerduty.url),
    sentry: await recordingProxy(sentry.url),
    webhook: await recordingProxy(new URL(webhook.url).origin),
  };
  const planted = plantedSecrets(of);
  return { of, planted, lines, heard: new Map(), env: { ...planted, ...usesOf(of, lines) } };
}

/** Every secret in the refusal: as it is, and where programs look. */
function quoteKeys({ planted, lines }: Scene): void {
  const all = eachSecret(planted).map(([name, secret]) => `${name} ${secret} is not valid`);
  const said = all.join('; ');
  lines.slack.answer({
    status: 200,
    body: { ok: false, error: 'invalid_blocks', response_metadata: { messages: all } },
  });
  lines.pagerduty.answer({
    status: 400,
    body: { status: 'invalid event', message: said, errors: all, error: { message: said, errors: all } },
  });
  lines.sentry.answer({ status: 403, body: { detail: said } });
  lines.webhook.answer({ status: 400, body: { error: said } });
}

function behave({ lines }: Scene): void {
  for (const line of Object.values(lines)) line.answer(null);
}

/** Each secret in an issue of its own, as an application reports it. */
async function report({ of, planted }: Scene, round: string): Promise<void> {
  const make = troubles(of, seed);
  for (const [n, [name, secret]] of eachSecret(planted).entries()) {
    const service = `${round}-${n}`;
    const issue = make(service, { type: 'Setup', message: name, file: 'src/setup.js' });
    const issueId = `${issue.issueId}${round.length}`;
    await throwIt(of.fakes, issue.event({ issueId, ...reported(name, secret, service) }));
  }
}

async function ask({ of, planted, heard }: Scene, address: string, as = 'ADMIN_TOKEN'): Promise<string> {
  const headers = { authorization: `Bearer ${planted[as] ?? ''}` };
  const answer = await fetch(`${of.url}${address}`, { headers, signal: AbortSignal.timeout(20_000) });
  const text = await answer.text();
  heard.set(`GET ${address}`, `${JSON.stringify([...answer.headers])}\n${text}`);
  return text;
}

/** Runs a command with every secret around it. @param ends The code with which it has to end; null: any. */
async function run(
  { of, env, heard }: Scene,
  args: readonly string[],
  {
    more = {},
    ends = 0,
  }: { readonly more?: Readonly<Record<string, string>>; readonly ends?: number | null } = {},
): Promise<void> {
  const said = await stormrelay({ env: { ...of.env, ...env, ...more } }, args);
  const name = `${heard.size}: stormrelay ${args.join(' ')}`;
  heard.set(name, `${said.stdout}\n${said.stderr}`);
  if (ends !== null) expect(said.code, `${name}: ${said.stderr}`).toBe(ends);
  expect(`${said.stdout}${said.stderr}`.trim(), name).not.toBe('');
}

/** What the API, the page and its feed show. */
async function lookAtAll(so: Scene): Promise<readonly string[]> {
  const idsIn = (text: string): readonly string[] => [...new Set(text.match(/\binc-\d+\b/g))];
  const incidents = idsIn(await ask(so, '/api/incidents?limit=200'));
  const letters = JSON.parse(await ask(so, '/api/dead-letters?state=all&limit=200')) as {
    deadLetters: readonly { id: number }[];
  };
  const ofThem = letters.deadLetters.map(({ id }) => `/api/dead-letters/${id}`);
  for (const address of [
    ...['/', '/readyz', '/healthz', '/metrics', '/login', '/nowhere', '/api/overview', '/api/history'],
    ...['/api/books', '/api/lanes', '/api/refused', '/api/quarantine', '/api/set-aside', '/api/silences'],
    ...incidents.flatMap((id) => [`/api/incidents/${id}`, `/incidents/${id}`]),
    ...ofThem,
  ])
    await ask(so, address);
  so.heard.set('/live', await feed(so));
  return incidents;
}

/** The first frames of the live feed. */
async function feed({ of, planted }: Scene): Promise<string> {
  const headers = { authorization: `Bearer ${planted['ADMIN_TOKEN'] ?? ''}` };
  const socket = new WebSocket(`${of.url.replace('http', 'ws')}/live`, { headers });
  const frames: string[] = [];
  socket.on('message', (data: Buffer) => frames.push(data.toString('utf8')));
  socket.on('error', (error) => frames.push(String(error)));
  await until('the feed', () => frames.some((frame) => frame.includes('"overview"')));
  socket.terminate();
  return frames.join('\n');
}

/** Commands that read what the relay keeps, and payloads of a file. */
async function runAll(so: Scene, incident: string): Promise<void> {
  const { of, planted } = so;
  const folder = mkdtempSync(path.join(of.folder, 'files-'));
  const [name, secret] = eachSecret(planted).at(-2) ?? ['', ''];
  const error = troubles(of, seed + 1)('asked', { type: 'Setup', message: name, file: 'a.js' });
  const hooks = of.fakes.sentry.webhooksFor(error.event(reported(name, secret, 'asked')));
  const payload = path.join(folder, 'payload.json');
  writeFileSync(payload, hooks[0]?.body ?? '');
  const captured = path.join(folder, 'captured.ndjson');
  const lines = hooks.map(({ resource, body }) =>
    JSON.stringify({ at: of.clock.now(), resource, body: JSON.parse(body) as unknown }),
  );
  writeFileSync(captured, `${lines.join('\n')}\n`);
  const rules = path.join(folder, 'rules.env');
  writeFileSync(rules, 'ENVIRONMENTS_QUIET=production\n');
  const scenario = path.join(folder, 'scenario.yaml');
  const report = path.join(folder, 'report.json');
  const letter = /dead-letters\/(\d+)/.exec([...so.heard.keys()].join(' '))?.[1] ?? '1';
  for (const args of [
    ['timeline', incident],
    ['timeline', incident, '--markdown'],
    ['dead-letters', 'list', '--all'],
    ['dead-letters', 'show', letter],
    ['quarantine'],
    ['explain', payload],
    ['explain', payload, '--here'],
    ['replay', '--from', captured],
    ['replay', '--from', captured, '--json'],
    ['replay', '--from', captured, '--env', rules, '--diff', '--markdown'],
    ['replay', '--since', '24h', '--no-diff', '--json'],
    ['replay', '--since', '24h', '--env', rules, '--markdown'],
    ['replay', '--from', captured, '--scenario', scenario],
    ['shadow', 'report'],
    ['shadow', 'report', '--json'],
    ['backup', path.join(folder, 'copy.db')],
    ['signature', payload, '--secret-env', 'DRILL_SIGNING_SECRET'],
  ])
    await run(so, args);
  await run(so, ['drill', '--relay', of.url, '--timeout', '60s', '--json', report, '--verbose'], {
    ends: null,
  });
  for (const file of [scenario, report]) so.heard.set(file, readFileSync(file, 'utf8'));
}

/** Every setting wrong, with its secret in the wrong value; and a file that says them in wrong places. */
async function runBroken(so: Scene): Promise<void> {
  const { of, planted } = so;
  const broken = Object.fromEntries(Object.entries(planted).map(([name, value]) => [name, `${value} é!`]));
  await run(so, ['check'], { more: broken, ends: 2 });
  await run(so, ['serve'], { more: broken, ends: 2 });
  const mangled: Planted = Object.fromEntries(
    Object.entries(planted).map(([name, value]) => [name, `<${value}>,x`]),
  );
  await run(so, ['check'], { more: { ...mangled, PORT: 'wrong' }, ends: 2 });
  const file = path.join(of.folder, 'broken.yaml');
  const keys = eachSecret(planted).map(([, secret]) => JSON.stringify(secret));
  writeFileSync(
    file,
    `slack: { token: [${keys.join(', ')}], tokn: ${keys[5] ?? ''} }\nsentry: ${keys[0] ?? ''}\nwebhook: { url: ${keys[1] ?? ''} }\nreceivers: [{ name: a, pagerduty: { routing_key: ${keys[2] ?? ''} } }]\n`,
  );
  await run(so, ['check', '--config', file], { ends: 2 });
  writeFileSync(file, `slack:\n  token: "${planted['SLACK_BOT_TOKEN'] ?? ''}\n  channel: [`);
  await run(so, ['check', '--config', file], { ends: 2 });
  await run(so, ['serve', '--config', file], { ends: 2 });
}

/** A place and a secret that came out there, as a reader needs it to find the fault. */
function leaks({ planted, heard }: Scene): readonly string[] {
  return [...heard].flatMap(([place, text]) =>
    eachSecret(planted).flatMap(([name, secret]) => {
      const form = formsOf(secret).find((one) => text.includes(one));
      const at = form === undefined ? -1 : text.indexOf(form);
      return at < 0 ? [] : [`${place}: ${name} in …${text.slice(Math.max(0, at - 60), at)}`];
    }),
  );
}

/** Where a secret came along, so that the test can tell that it was taken out. */
const hiddenAt = [
  ...[
    'check --online',
    'doctor',
    'explain',
    'replay --from',
    'replay --since',
    'dead-letters list',
    'dead-letters show',
  ],
  ...['GET /api/dead-letters', 'GET /api/incidents/', 'timeline', 'the log'],
  ...['to slack', 'to pagerduty', 'to webhook'],
];

function isHiddenAt(heard: Heard, place: string): boolean {
  return [...heard].some(([name, text]) => name.includes(place) && text.includes(hiddenSecret));
}

it('no secret of the relay comes out anywhere, whoever reports or quotes it', async () => {
  const so = await scene();
  const { of, env, heard, lines } = so;
  await runBroken(so);
  await run(so, ['check']);
  quoteKeys(so);
  await run(so, ['check', '--online'], { ends: 1 });
  await run(so, ['doctor'], { ends: 1 });
  await run(so, ['serve'], { more: { STORE_URL: `sqlite:${of.folder}` }, ends: 2 });
  await of.start(env);
  await report(so, 'quoted');
  of.fakes.sentry.setSecret('a secret that nobody told the relay');
  await report(so, 'refused');
  of.fakes.sentry.setSecret(of.fakes.connection.sentry.secret);
  const all = eachSecret(so.planted).map(([name, secret]) => `${name}=${secret}`);
  await rawPost(of, { body: JSON.stringify({ action: 'triggered', data: { event: all } }) });
  await until('dead letters', async () =>
    (await ask(so, '/api/dead-letters')).includes('"kind":"notification"'),
  );
  await lookAtAll(so);
  behave(so);
  await run(so, ['dead-letters', 'replay', '--all']);
  await run(so, ['lanes', 'reset', `slack:${of.channels[0] ?? ''}`]);
  await report(so, 'shown');
  await until('a page', () => of.fakes.observed().pagerduty.incidents.length > 0);
  await until('messages', () => of.fakes.observed().slack.messages.length > 3);
  const [incident = 'inc-1'] = await lookAtAll(so);
  await runAll(so, incident);
  await of.stop();
  heard.set('the log', `${of.relay().stdout()}\n${of.relay().stderr()}`);
  for (const [name, line] of Object.entries(lines)) heard.set(`to ${name}`, line.heard.join('\n'));
  expect(heard.get('the log')).toContain('"level":20');
  for (const [name, line] of Object.entries(lines)) expect(line.heard.length, name).toBeGreaterThan(0);
  expect(leaks(so)).toEqual([]);
  for (const place of hiddenAt)
    expect(isHiddenAt(heard, place), `nothing was hidden at: ${place}`).toBe(true);
});
