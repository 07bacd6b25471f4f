import { drawOf, type Draw } from './streams/draw.ts';
import { framesOf, mechanismOf, ownFrameOf, sdkOf, sentryPlatform } from './sdk.ts';
import type { Happening, Trouble } from './streams/trouble.ts';
import { filledForEvent, type Thrown } from './streams/wording.ts';
import { isBackend } from './world.ts';

/** UNIX ms of second 0 of a stream. */
export const epoch = 1_800_000_000_000;

/** A webhook as Sentry posts it. */
interface Webhook {
  readonly resource: 'event_alert' | 'issue';
  readonly body: string;
}

/** The webhook of a happening; `number` makes its event's chance its own. */
export function webhookOf(happening: Happening, seed: string, number: number): Webhook {
  const draw = drawOf(`${seed}#${number}`);
  const spoken = spokenIn(happening.trouble, draw);
  return happening.kind === 'event'
    ? { resource: 'event_alert', body: JSON.stringify(eventAlert(happening, spoken, draw)) }
    : { resource: 'issue', body: JSON.stringify(issueHook(happening, spoken)) };
}

/** What this event says: its numbers and ids filled in. */
interface Spoken {
  readonly chain: readonly Thrown[];
  readonly logged: string;
  readonly title: string;
}

function spokenIn({ raised }: Trouble, draw: Draw): Spoken {
  if (raised.kind === 'logged') {
    const logged = filledForEvent(raised.text, draw);
    return { chain: [], logged, title: logged };
  }
  const chain = raised.chain.map((one) => ({ ...one, value: filledForEvent(one.value, draw) }));
  const outer = chain[0]!;
  const title = outer.value === '' ? outer.type : `${outer.type}: ${outer.value.split('\n')[0] ?? ''}`;
  return { chain, logged: '', title: title.slice(0, 250) };
}

const host = 'https://acme.sentry.io';
const installation = { uuid: '7a485448-a9e2-4c85-8a3c-4f44175783c9' };
const sentryItself = { type: 'application', id: 'sentry', name: 'Sentry' };

function eventAlert(happening: Happening, spoken: Spoken, draw: Draw): object {
  const { trouble } = happening;
  const { service } = trouble;
  const at = epoch / 1000 + happening.at;
  const id = draw.hex(32);
  const event = {
    event_id: id,
    project: service.projectId,
    release: happening.release,
    dist: null,
    platform: sentryPlatform[service.platform],
    message: '',
    datetime: new Date(Math.round(at * 1000)).toISOString().replace('Z', '000Z'),
    tags: tagsOf(happening, draw),
    contexts: contextsOf(happening, draw),
    culprit: culpritOf(trouble),
    environment: trouble.environment,
    ...wordsOf(trouble, spoken),
    fingerprint: ['{{ default }}'],
    level: trouble.level,
    logger: trouble.raised.kind === 'logged' ? `${service.name}.${trouble.noun}` : '',
    received: at + 0.4,
    timestamp: at,
    sdk: { name: sdkOf[service.platform][0], version: sdkOf[service.platform][1] },
    title: spoken.title,
    transaction: transactionOf(trouble),
    type: trouble.raised.kind === 'logged' ? 'default' : 'error',
    user: { id: String(draw.int(1, 5_000)) },
    version: '7',
    ...requestOf(trouble),
    ...breadcrumbsOf(trouble, at),
    url: `${host}/api/0/projects/acme/${service.name}/events/${id}/`,
    web_url: `${host}/issues/${trouble.issue}/events/${id}/`,
    issue_url: `${host}/api/0/organizations/acme/issues/${trouble.issue}/`,
    issue_id: trouble.issue,
  };
  const rule = 'Every error of production';
  const data = { event, triggered_rule: rule, issue_alert: { title: rule, settings: [] } };
  return { action: 'triggered', actor: sentryItself, data, installation };
}

function wordsOf(trouble: Trouble, { chain, logged, title }: Spoken): object {
  const frames = (library: string | null): object => ({ frames: framesOf(trouble, library) });
  if (trouble.raised.kind === 'logged') {
    return { logentry: { message: logged, formatted: logged }, metadata: { title } };
  }
  const values = chain
    .map((thrown, depth) => ({
      type: thrown.type,
      value: thrown.value,
      module: thrown.module,
      mechanism: { type: mechanismOf[trouble.service.platform], handled: trouble.handled },
      stacktrace: frames(thrown.frame ?? (depth === 0 ? (chain.at(-1)?.frame ?? null) : null)),
    }))
    .reverse();
  const { type, value } = chain[0]!;
  return { exception: { values }, metadata: { type, value, filename: ownFrameOf(trouble).filename } };
}

function tagsOf({ trouble, release }: Happening, draw: Draw): readonly (readonly [string, string])[] {
  const { service } = trouble;
  const common = [
    ['environment', trouble.environment],
    ['handled', trouble.handled ? 'yes' : 'no'],
    ['level', trouble.level],
    ['mechanism', mechanismOf[service.platform]],
    ['release', release],
    ['transaction', transactionOf(trouble)],
  ] as const;
  return isBackend(service)
    ? [...common, ['server_name', draw.pick(service.nodes)]]
    : [
        ...common,
        ['device', draw.pick(['Desktop', 'iPhone16,1', 'Pixel 9'])],
        ['user', `id:${draw.int(1, 5_000)}`],
      ];
}

function contextsOf({ trace }: Happening, draw: Draw): object {
  const trace_id = trace ?? draw.hex(32);
  return {
    trace: { trace_id, span_id: draw.hex(16), op: 'http.server', status: 'internal_error', type: 'trace' },
  };
}

function requestOf({ service, noun }: Trouble): object {
  if (service.platform === 'ios' || service.platform === 'android') return {};
  const site = service.platform === 'browser' ? 'https://www.acme.example' : `http://${service.name}`;
  return { request: { url: `${site}/${noun}s`, method: 'GET', headers: [['User-Agent', 'Mozilla/5.0']] } };
}

function breadcrumbsOf({ call, service }: Trouble, at: number): object {
  if (call === null) return {};
  const data = {
    method: 'GET',
    url: `https://${call.host}/v1/${service.nouns[0]}`,
    ...(call.status > 0 ? { status_code: call.status } : {}),
  };
  const values = [
    { type: 'navigation', category: 'navigation', level: 'info', timestamp: at - 9, data: { to: '/' } },
    { type: 'http', category: 'http', level: 'error', timestamp: at - 0.3, data },
  ];
  return { breadcrumbs: { values } };
}

function issueHook({ at, kind, trouble }: Happening, { chain, title }: Spoken): object {
  const { service, issue } = trouble;
  const seen = new Date(epoch + Math.round(at * 1000)).toISOString();
  const resolved = kind === 'resolved';
  const row = {
    id: issue,
    shortId: `${service.name.toUpperCase()}-${Number(issue).toString(36).slice(-4).toUpperCase()}`,
    title,
    culprit: culpritOf(trouble),
    logger: null,
    level: trouble.level,
    status: resolved ? 'resolved' : 'unresolved',
    statusDetails: {},
    substatus: resolved ? null : 'new',
    isPublic: false,
    platform: sentryPlatform[service.platform],
    project: {
      id: String(service.projectId),
      name: service.name,
      slug: service.name,
      platform: sentryPlatform[service.platform],
    },
    type: chain.length === 0 ? 'default' : 'error',
    metadata: chain.length === 0 ? { title } : { type: chain[0]!.type, value: chain[0]!.value },
    numComments: 0,
    assignedTo: null,
    issueType: 'error',
    issueCategory: 'error',
    count: '1',
    userCount: 1,
    firstSeen: seen,
    lastSeen: seen,
    url: `${host}/api/0/organizations/acme/issues/${issue}/`,
    web_url: `${host}/issues/${issue}/`,
    project_url: `${host}/issues/?project=${service.projectId}`,
  };
  const person = { type: 'user', id: 41, name: 'Robin Vale' };
  return resolved
    ? { action: 'resolved', actor: person, data: { issue: row, resolution_type: 'now' }, installation }
    : { action: 'created', actor: sentryItself, data: { issue: row }, installation };
}

function culpritOf(trouble: Trouble): string {
  const own = ownFrameOf(trouble);
  switch (trouble.service.platform) {
    case 'python':
    case 'java':
    case 'android':
    case 'dotnet':
      return `${own.module ?? ''} in ${own.function}`;
    case 'node':
    case 'browser':
      return `${own.function}(${own.module ?? own.filename})`;
    case 'go':
    case 'ruby':
    case 'php':
    case 'ios':
      return own.function;
  }
}

function transactionOf({ service, noun, verb }: Trouble): string {
  switch (service.platform) {
    case 'node':
    case 'go':
      return `GET /${noun}s/:id/${verb}`;
    case 'python':
      return `/${noun}s/{${noun}_id}/${verb}`;
    case 'java':
      return `POST /${noun}s/${verb}`;
    case 'ruby':
      return `${noun[0]!.toUpperCase()}${noun.slice(1)}sController#${verb}`;
    case 'php':
    case 'dotnet':
      return `/api/${noun}s/${verb}`;
    case 'browser':
      return `/${noun}s/:${noun}`;
    case 'ios':
    case 'android':
      return `${noun[0]!.toUpperCase()}${noun.slice(1)}Screen`;
  }
}
