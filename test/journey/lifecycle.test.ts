import { describe, expect, it } from 'vitest';
import type { Overview } from '../../src/observe/overview.ts';
import { stormrelay } from './scene/command.ts';
import { until } from './scene/journey.ts';
import { acknowledge, message, pagedStorm, resolve } from './scene/paged-storm.ts';
import {
  expectBalance,
  expectNoMessageTwice,
  expectNoSecondPage,
  pages,
  replies,
  roots,
  rootsOf,
  shown,
} from './scene/seen.ts';
import { cacheIsGone, throwIt } from './scene/trouble.ts';

const seed = 606;

describe('an operator', () => {
  it('acknowledges, here and at the pager; what joins a storm whose cause is known wakes nobody twice', async () => {
    const storm = await pagedStorm(seed);
    const { of, make, root } = storm;
    await acknowledge(storm);
    await until('the message says so', () => /Acknowledged.*Robin/.test(message(storm)));
    const told = await until('the thread says so', () =>
      replies(of).find((one) => shown(one).includes('Acknowledged by Robin')),
    );
    expect(told.threadTs).toBe(rootsOf(of, root.id)[0]?.ts);
    await until('the pager knows', () => pages(of)[0]?.status === 'acknowledged');

    await throwIt(of.fakes, storm.issues[0]!.event());
    for (const service of ['loyalty', 'vouchers', 'wishlist', 'stores', 'gifts'])
      await throwIt(of.fakes, make(service, cacheIsGone(service)).event());
    await until('the message names all', () => /9 services/.test(message(storm)));
    await of.rest();
    expect(message(storm)).toContain('gifts');
    expect(message(storm)).toMatch(/Acknowledged.*Robin/);
    expect(of.fakes.observed().pagerduty.wakings).toHaveLength(1);

    const said = await stormrelay(of, ['resolve', root.id, '--by', 'Kim']);
    expect(said).toMatchObject({ code: 0, stdout: `${root.id}: resolved by Kim.\n` });
    await until('the page is resolved', () => pages(of)[0]?.status === 'resolved');
    await of.rest();
    expect(pages(of)).toHaveLength(1);
    expectNoSecondPage(of);
    expectNoMessageTwice(of);
    await expectBalance(of);
    const { objectives } = (await (await fetch(`${of.url}/api/overview`)).json()) as Overview;
    const paged = objectives.find(({ objective }) => objective === 'paged');
    expect(paged).toMatchObject({ windows: { '1h': { total: 1 } }, overdue: 0 });
    const seen = objectives.find(({ objective }) => objective === 'shown');
    expect(seen).toMatchObject({ windows: { '1h': { total: roots(of).length } }, overdue: 0 });
  });

  it('resolves: the page ends and the message says so; stragglers are folded in; a regression is a new incident', async () => {
    const storm = await pagedStorm(seed);
    const { of, issues, root } = storm;
    await resolve(storm);
    await until('the page is resolved', () => pages(of)[0]?.status === 'resolved');
    await until('the message says so', () => /Resolved.*Robin/s.test(message(storm)));

    for (const issue of issues.slice(0, 2)) await throwIt(of.fakes, issue.event());
    await until('stragglers are told of', () => message(storm).includes('2 more came after it was resolved'));
    expect(pages(of)).toHaveLength(1);
    const again = await of.api.post(`incidents/${root.id}/resolve`);
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'already-resolved' } } });

    const at = Math.round(of.clock.now());
    const back = of.fakes.sentry.issueWebhook('unresolved', issues[0]!.event(), {
      at,
      substatus: 'regressed',
    });
    expect((await of.fakes.sentry.send(back)).status).toBe(202);
    const opened = await until('a new incident', async () =>
      (await of.api.incidents()).find((one) => one.status === 'open'),
    );
    expect(opened.id).not.toBe(root.id);
    const { incident } = await of.api.incident(opened.id);
    expect((await of.api.incidents()).map((one) => one.id)).toContain(incident.previous);
    await until('its message names the one before', () =>
      shown(rootsOf(of, opened.id)[0]).includes(`it happened before: incident ${incident.previous ?? '?'}`),
    );
    await of.rest();
    expectNoMessageTwice(of);
    expectNoSecondPage(of);
    await expectBalance(of);
  });

  it('is told what is wrong with a command that cannot be', async () => {
    const { of } = await pagedStorm(seed);
    expect(await of.api.post('incidents/inc-nowhere/resolve')).toMatchObject({
      status: 404,
      body: { error: { code: 'no-such-incident' } },
    });
    const plain = await fetch(`${of.url}/api/incidents/x/resolve`, { method: 'POST', body: '{}' });
    expect(plain.status).toBe(415);
    const foreign = await fetch(`${of.url}/api/incidents/x/resolve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: '{}',
    });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${of.url}/api/books`, { headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(
      403,
    );
  });
});
