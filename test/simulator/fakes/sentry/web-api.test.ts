import { expect, it } from 'vitest';
import type { Fakes } from '../../../../simulator/fakes/start.ts';
import { started } from '../started.ts';
import { anError } from './an-error.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function call(fakes: Fakes, path: string, init: RequestInit = {}): Promise<Answer> {
  const { url, apiToken } = fakes.connection.sentry;
  const response = await fetch(`${url}/api/0${path}`, {
    headers: { authorization: `Bearer ${apiToken}` },
    ...init,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const put = (status: string): RequestInit => ({ method: 'PUT', body: JSON.stringify({ status }) });

it('knows the issues whose webhooks were made: issue, event, release, deploys, commits, committers', async () => {
  const { fakes } = await started();
  const error = anError();
  fakes.sentry.knows.tellPast(error.issueId, {
    firstSeen: error.at - 86_400_000,
    firstRelease: 'checkout@1.9.0',
  });
  fakes.sentry.webhooksFor(error);
  const issue = await call(fakes, '/organizations/acme/issues/5550001/');
  expect(issue).toMatchObject({
    status: 200,
    body: {
      id: '5550001',
      count: '3',
      userCount: 2,
      status: 'unresolved',
      firstSeen: '2026-05-03T10:00:01.250000Z',
      firstRelease: { version: 'checkout@1.9.0' },
    },
  });
  expect((await call(fakes, '/organizations/acme/issues/5550001/events/latest/')).body).toMatchObject({
    eventID: error.eventId,
    tags: [
      { key: 'environment', value: 'production' },
      { key: 'level', value: 'error' },
      { key: 'service', value: 'checkout-api' },
      { key: 'transaction', value: '/api/pay' },
      { key: 'region', value: 'eu' },
    ],
    entries: [{ type: 'exception' }, { type: 'breadcrumbs' }, { type: 'request' }],
  });
  // What is no search of Sentry's is refused.
  expect(await call(fakes, '/organizations/acme/issues/?query=is:odd')).toMatchObject({ status: 400 });
  const release = `/organizations/acme/releases/${encodeURIComponent('checkout@2.0.0')}/`;
  expect((await call(fakes, release)).body).toMatchObject({ version: 'checkout@2.0.0', deployCount: 1 });
  expect((await call(fakes, `${release}deploys/`)).body).toMatchObject([{ environment: 'production' }]);
  const commits = (await call(fakes, `${release}commits/`)).body;
  const blamed = await call(fakes, `/projects/acme/checkout/events/${error.eventId}/committers/`);
  expect(blamed.body).toMatchObject({
    committers: [{ commits: [{ id: (commits as { id: string }[])[0]!.id }] }],
  });
  expect(await call(fakes, '/organizations/other/issues/5550001/')).toMatchObject({ status: 404 });
});

it('counts of a list only what came since its start, and names owners when it is asked to', async () => {
  const { fakes } = await started();
  const error = anError();
  for (const [n, user] of ['7', '8', '8'].entries())
    fakes.sentry.webhooksFor(
      anError({
        at: error.at + n * 60_000,
        eventId: `${n}`.repeat(32),
        user: { id: user, email: '' },
        count: 900,
      }),
    );
  const list = (query: string) => call(fakes, `/organizations/acme/issues/?${query}`);
  const start = new Date(error.at + 30_000).toISOString();
  const asked = `query=${encodeURIComponent('issue.id:[5550001,1]')}&start=${start}&expand=owners`;
  expect((await list(asked)).body).toMatchObject([
    {
      id: '5550001',
      count: '2',
      userCount: 1,
      lifetime: { count: '900' },
      owners: [{ type: 'ownershipRule' }],
    },
  ]);
  expect((await list(`query=${encodeURIComponent('issue.id:[1]')}`)).body).toEqual([]);
});

it('leads from page to page by the Link header', async () => {
  const { fakes } = await started();
  for (let n = 0; n < 3; n += 1) fakes.sentry.webhooksFor(anError({ issueId: `${n + 1}` }));
  const seen: string[] = [];
  let path = '/organizations/acme/issues/?query=&limit=2';
  for (;;) {
    const { body, headers } = await call(fakes, path);
    seen.push(...(body as { id: string }[]).map(({ id }) => id));
    const next = /<([^>]+)>; rel="next"; results="true"; cursor="([^"]+)"/.exec(headers.get('link') ?? '');
    if (next === null) break;
    path = `/organizations/acme/issues/?query=&limit=2&cursor=${next[2]}`;
  }
  expect(seen).toEqual(['1', '2', '3']);
});

it('resolves an issue once, tells its webhook of it, and needs the scope', async () => {
  const { fakes } = await started();
  fakes.sentry.webhooksFor(anError());
  fakes.sentry.setTarget(`${fakes.connection.sentry.url}/hooks`);
  const path = '/organizations/acme/issues/5550001/';
  expect((await call(fakes, path, put('resolved'))).body).toMatchObject({ status: 'resolved' });
  expect((await call(fakes, path, put('resolved'))).status).toBe(200);
  expect((await call(fakes, path, put('bent'))).status).toBe(400);
  await expect.poll(() => fakes.observed().sentry.deliveries.length, { timeout: 30_000 }).toBe(1);
  expect(fakes.observed().sentry.deliveries[0]).toMatchObject({ resource: 'issue', action: 'resolved' });
  fakes.sentry.knows.dropScope('event:write');
  expect((await call(fakes, path, put('unresolved'))).status).toBe(403);
  // A new event of a resolved issue reopens it.
  fakes.sentry.webhooksFor(anError({ eventId: 'f'.repeat(32), isNew: false }));
  expect((await call(fakes, path)).body).toMatchObject({ status: 'unresolved', substatus: 'regressed' });
});

it('has alerts and monitors with what their authors wrote, and no rules any more', async () => {
  const { fakes } = await started();
  fakes.sentry.webhooksFor(anError());
  fakes.sentry.knows.tellNotes('workflow', 'New issue', 'Runbook: https://wiki.example.com/checkout');
  fakes.sentry.knows.tellNotes('detector', 'Failure rate', 'See https://wiki.example.com/rate');
  expect((await call(fakes, '/organizations/acme/workflows/')).body).toMatchObject([
    {
      name: 'High error rate',
      actionFilters: [{ actions: [{ data: { notes: '' } }, { type: 'sentry_app' }] }],
    },
    {
      name: 'New issue',
      actionFilters: [
        {
          actions: [
            { data: { notes: 'Runbook: https://wiki.example.com/checkout' } },
            { type: 'sentry_app' },
          ],
        },
      ],
    },
  ]);
  expect((await call(fakes, '/organizations/acme/detectors/')).body).toMatchObject([
    { name: 'Failure rate', description: 'See https://wiki.example.com/rate' },
  ]);
  expect((await call(fakes, '/projects/acme/checkout/rules/')).status).toBe(410);
});

it('says how much is left, and answers 429 beyond it until the window is over', async () => {
  const { fakes, clock } = await started({ limits: { sentryPerSecond: 2 } });
  const ask = () => call(fakes, '/organizations/acme/workflows/');
  expect((await ask()).headers.get('x-sentry-rate-limit-remaining')).toBe('1');
  await ask();
  const refused = await ask();
  expect(refused).toMatchObject({ status: 429 });
  expect(refused.headers.get('x-sentry-rate-limit-reset')).toBe(String(Math.floor(clock.now() / 1000) + 1));
  clock.advance(1000);
  expect((await ask()).status).toBe(200);
  const stranger = await call(fakes, '/organizations/acme/workflows/', {
    headers: { authorization: 'Bearer x' },
  });
  expect(stranger.status).toBe(401);
  expect(fakes.observed().sentry.calls?.map(({ status }) => status)).toEqual([200, 200, 429, 200, 401]);
});

it('gives what Sentry raises itself the type that its webhooks have', async () => {
  const { fakes } = await started();
  const occurrence = {
    type: 4001,
    issueType: 'monitor_check_in_failure',
    issueCategory: 'outage',
    title: 'Cron failure: stock-sync',
    subtitle: 'A missed check-in was detected.',
    evidence: [],
    contexts: {},
  };
  const made = fakes.sentry.webhooksFor(anError({ exceptions: [], message: null, occurrence }));
  const told = made.find(({ resource }) => resource === 'issue');
  const { data } = JSON.parse(told?.body ?? '{}') as { data: { issue: { type: string } } };
  const path = '/organizations/acme/issues/5550001/';
  for (const view of [path, `${path}events/latest/`])
    expect((await call(fakes, view)).body).toMatchObject({ type: data.issue.type });
  expect(data.issue.type).toBe('generic');
});
