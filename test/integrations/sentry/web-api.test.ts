import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContextQuestion, SentryCall } from '../../../src/seams/sentry-desk.ts';
import { anError } from '../../simulator/fakes/sentry/an-error.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';
import { arena, deskAt } from './desk-arena.ts';

const question = (change: Partial<ContextQuestion> = {}): ContextQuestion => ({
  issues: ['5550001'],
  since: anError().at - 60_000,
  environments: ['production'],
  rule: 'New issue',
  ...change,
});

const day = 86_400_000;

describe('what Sentry is asked about an incident', () => {
  it('is counted since the incident began; its beginning, whom Sentry blames, owners and the runbook come with it', async () => {
    const { fakes, desk } = await arena();
    const { at } = anError();
    const { knows } = fakes.sentry;
    knows.tellPast('5550001', {
      firstSeen: at - 12 * day,
      firstRelease: 'checkout@1.9.0',
      count: 90_000,
      userCount: 4_000,
    });
    knows.tellNotes('workflow', 'New issue', 'See <https://wiki.example.com/checkout?a=1|the runbook>.');
    for (let n = 0; n < 3; n += 1)
      fakes.sentry.webhooksFor(anError({ eventId: `${n}`.repeat(32), user: { id: `u${n}`, email: '' } }));
    const answer = await desk.context(question({ issues: ['5550001', '1'] }));
    expect(answer).toMatchObject({
      kind: 'told',
      value: {
        users: 3,
        events: 3,
        firstSeenAt: at - 12 * day,
        firstRelease: 'checkout@1.9.0',
        commit: {
          title: expect.stringContaining('Retry the connection only twice') as unknown,
          by: expect.any(String) as unknown,
        },
        owners: ['checkout-team'],
        runbook: 'https://wiki.example.com/checkout?a=1',
      },
    });
  });

  it('is asked once for what does not change, and no more than once a second', async () => {
    const { fakes, clock, desk } = await arena();
    fakes.sentry.webhooksFor(anError());
    const began = clock.now();
    await desk.context(question());
    await desk.context(question());
    const calls = fakes.observed().sentry.calls ?? [];
    expect(calls.filter(({ path }) => path.includes('events')).length).toBe(2);
    expect(calls.filter(({ path }) => path.endsWith('/issues/')).length).toBe(2);
    expect(calls.map(({ at }) => at - began)).toEqual(calls.map((_, n) => n * 1_000));
    expect(calls.some(({ path }) => path.includes('rules'))).toBe(false);
  });

  it('waits for the window that Sentry names when nothing is left, so that it is never refused', async () => {
    const { fakes, desk } = await arena({ sentryPerSecond: 1 });
    fakes.sentry.webhooksFor(anError());
    for (let n = 0; n < 3; n += 1) await desk.context(question());
    expect(fakes.observed().sentry.calls?.map(({ status }) => status)).not.toContain(429);
  });

  it('is put off by a 429 until the moment that it names, and by a Sentry that does not answer for longer and longer', async () => {
    const { fakes, clock, desk } = await arena({ sentryPerSecond: 0 });
    fakes.sentry.webhooksFor(anError());
    expect(await desk.context(question())).toMatchObject({ kind: 'later', waitMs: 1_000 });
    const nowhere = deskAt('http://127.0.0.1:9', clock);
    expect(await nowhere.context(question())).toMatchObject({ kind: 'later', waitMs: 5_000 });
    expect(await nowhere.context(question())).toMatchObject({ kind: 'later', waitMs: 10_000 });
  });

  it('says what to do about a token that is wrong, or may too little', async () => {
    const { fakes, clock, desk } = await arena();
    fakes.sentry.webhooksFor(anError());
    const stranger = deskAt(fakes.connection.sentry.url, clock);
    expect(await stranger.context(question())).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('token of the internal integration') as unknown,
    });
    // Without what is only nice to have, the rest is told.
    fakes.sentry.knows.dropScope('alerts:read');
    fakes.sentry.knows.dropScope('project:read');
    expect(await desk.context(question())).toMatchObject({
      kind: 'told',
      value: { events: 1, commit: null },
    });
    fakes.sentry.knows.dropScope('event:read');
    expect(await desk.context(question())).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('event:read') as unknown,
    });
  });
});

describe('an answer that is not Sentry’s', () => {
  async function answering(
    body: string,
    headers: Record<string, string> = {},
    status = 200,
  ): Promise<string> {
    const server = createServer((_request, response) => void response.writeHead(status, headers).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each([
    ['no JSON', '<html>', {}, 200],
    ['another shape', '{"a":1}', {}, 200],
    ['far too long', `[${'"x",'.repeat(2_000_000)}"x"]`, {}, 200],
    ['a redirect', '', { location: 'https://elsewhere.example.com/' }, 302],
    ['a failure', 'no', {}, 502],
  ])('%s only puts it off', async (_name, body, headers, status) => {
    const desk = deskAt(await answering(body, headers, status), manualClock());
    expect(await desk.context(question())).toMatchObject({ kind: 'later' });
  });

  it('brings no address but https, no mail address, and nothing without bounds', async () => {
    const issue = {
      id: '5550001',
      count: '-4',
      userCount: 'many',
      project: { slug: '../../x' },
      firstSeen: 'once',
    };
    const desk = deskAt(
      await answering(JSON.stringify([{ ...issue, owners: [{ owner: 'x'.repeat(9) }] }])),
      manualClock(),
    );
    const answer = await desk.context(question());
    expect(answer).toMatchObject({
      kind: 'told',
      value: {
        users: null,
        events: null,
        firstSeenAt: null,
        firstRelease: null,
        commit: null,
        owners: [],
        runbook: null,
      },
    });
  });
});

describe('an issue that is resolved from here', () => {
  it('is not taken for gone where Sentry knows no such organization: that is said, with what to do', async () => {
    const { fakes, clock } = await arena();
    fakes.sentry.webhooksFor(anError());
    const { url, apiToken } = fakes.connection.sentry;
    const calls: SentryCall[] = [];
    const desk = deskAt(url, clock, apiToken, { org: 'acmee', observe: (call) => void calls.push(call) });
    expect(await desk.resolve('5550001')).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/no such organization \(HTTP 404\).*Check the organization/) as unknown,
    });
    expect(calls).toEqual([
      { route: 'resolve', outcome: 'absent' },
      { route: 'issues', outcome: 'absent' },
    ]);
  });

  it('is counted by what became of the call', async () => {
    const { fakes, clock } = await arena();
    const { url, apiToken } = fakes.connection.sentry;
    const calls: SentryCall[] = [];
    const observe = (call: SentryCall): void => void calls.push(call);
    fakes.sentry.webhooksFor(anError());
    await deskAt(url, clock, apiToken, { observe }).resolve('5550001');
    await deskAt(url, clock, 'another-token', { observe }).resolve('5550001');
    await deskAt('http://127.0.0.1:9', clock, apiToken, { observe }).resolve('5550001');
    expect(calls.map(({ outcome }) => outcome)).toEqual(['told', 'forbidden', 'no-answer']);
  });

  it('is resolved once, whatever it was, and says which scope is missing', async () => {
    const { fakes, desk } = await arena();
    fakes.sentry.webhooksFor(anError());
    expect(await desk.resolve('5550001')).toEqual({ kind: 'told', value: null });
    expect(await desk.resolve('5550001')).toEqual({ kind: 'told', value: null });
    expect(await desk.resolve('1')).toEqual({ kind: 'told', value: null });
    fakes.sentry.knows.dropScope('event:write');
    expect(await desk.resolve('5550001')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('event:write') as unknown,
    });
  });
});
