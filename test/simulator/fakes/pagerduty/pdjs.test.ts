import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { api, event } from '@pagerduty/pdjs';
import { expect, it } from 'vitest';
import { enqueue, started, trigger, type Started } from '../started.ts';

/** What these tests read of REST answers. */
interface Rest {
  readonly incidents: { readonly id: string }[];
  readonly incident: { readonly id: string; readonly status: string };
  readonly alerts: unknown[];
  readonly oncalls: unknown[];
}

/** PagerDuty's own client against the fake's https, trusting the fake's CA; its types know nothing of `agent`. */
function send({ fakes }: Started, dedupKey: string) {
  const { httpsUrl, caFile, routingKey } = fakes.connection.pagerduty;
  const parameters = {
    server: new URL(httpsUrl!).host,
    agent: new Agent({ ca: readFileSync(caFile!) }),
    // Its three retries after a 429 wait this long (ms); the real default is 20 s.
    retryTimeout: 1,
    data: {
      routing_key: routingKey,
      event_action: 'trigger',
      dedup_key: dedupKey,
      payload: { summary: 'Checkout is down', source: 'checkout', severity: 'critical' },
    },
  };
  return event(parameters as Parameters<typeof event>[0]);
}

it('its event() opens an incident over https', async () => {
  const world = await started({ https: true });
  const response = await send(world, 'd-1');
  expect(response.status).toBe(202);
  expect(response.data).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'd-1' });
  expect(world.fakes.observed().pagerduty.incidents).toMatchObject([
    { dedupKey: 'd-1', status: 'triggered' },
  ]);
});

it('its 121st event of a minute is throttled, also after its own three retries', async () => {
  const world = await started({ https: true });
  for (let i = 0; i < 120; i += 1) await enqueue(world.fakes, trigger(`d-${i}`));
  expect((await send(world, 'd-121')).status).toBe(429);
  expect(world.fakes.observed().pagerduty.calls.filter((call) => call.status === 429).length).toBe(4);
  expect(world.fakes.observed().pagerduty.incidents.length).toBe(120);
});

it('its api() finds the incident by dedup key, its alert, and who is on call', async () => {
  const world = await started();
  const { apiUrl, apiToken } = world.fakes.connection.pagerduty;
  await enqueue(world.fakes, trigger('d-1'));
  await enqueue(world.fakes, trigger('d-2'));
  const get = async (path: string): Promise<Rest> =>
    (await api({ url: apiUrl + path, method: 'GET', token: apiToken })).data as Rest;
  const found = await get('/incidents?incident_key=d-1&statuses[]=triggered');
  const [incident] = found.incidents;
  expect(found.incidents).toMatchObject([{ status: 'triggered', title: 'Disk full', urgency: 'high' }]);
  expect((await get(`/incidents/${incident!.id}`)).incident.id).toBe(incident!.id);
  expect((await get(`/incidents/${incident!.id}/alerts`)).alerts).toMatchObject([{ alert_key: 'd-1' }]);
  expect((await get('/oncalls')).oncalls).toMatchObject([{ escalation_level: 1 }, { escalation_level: 2 }]);
  expect((await get('/incidents?incident_key=')).incidents.length).toBe(2);
  expect((await api({ url: `${apiUrl}/incidents`, method: 'GET', token: 'wrong' })).status).toBe(401);
});

it('a person acknowledges over REST', async () => {
  const { fakes } = await started();
  const { apiUrl, apiToken } = fakes.connection.pagerduty;
  await enqueue(fakes, trigger('d-1'));
  const id = fakes.observed().pagerduty.incidents[0]!.id;
  const response = await api({
    url: `${apiUrl}/incidents/${id}`,
    method: 'PUT',
    token: apiToken,
    headers: { From: 'robin@example.com' },
    data: { incident: { type: 'incident_reference', status: 'acknowledged' } },
  });
  expect((response.data as Rest).incident.status).toBe('acknowledged');
  expect(fakes.observed().pagerduty.incidents[0]?.status).toBe('acknowledged');
});

it('REST is limited a minute and says when it is reset', async () => {
  const { fakes } = await started({ limits: { pagerdutyRestPerMinute: 1 } });
  const { apiUrl, apiToken } = fakes.connection.pagerduty;
  const get = () => fetch(`${apiUrl}/oncalls`, { headers: { authorization: `Token token=${apiToken}` } });
  expect((await get()).status).toBe(200);
  const limited = await get();
  expect(limited.status).toBe(429);
  expect(limited.headers.get('ratelimit-reset')).toBe('60');
  expect(await limited.json()).toEqual({ error: { message: 'Rate Limit Exceeded', code: 2020 } });
});

it('its api() writes notes in the name of a user, reads them back, and is refused as at PagerDuty', async () => {
  const { fakes } = await started();
  const { apiUrl, apiToken, from } = fakes.connection.pagerduty;
  await enqueue(fakes, trigger('d-1'));
  const id = fakes.observed().pagerduty.incidents[0]!.id;
  const write = (headers: Record<string, string>, incident = id, token = apiToken) =>
    api({
      url: `${apiUrl}/incidents/${incident}/notes`,
      method: 'POST',
      token,
      headers,
      data: { note: { content: 'It is the switch.' } },
    });
  const refusals = [
    await write({}),
    await write({ From: 'Robin' }),
    await write({ From: 'nobody@example.com' }),
    await write({ From: from }, 'PNOBODY'),
    await write({ From: from }, id, 'wrong'),
  ];
  expect(
    refusals.map(({ status, data }) => [status, (data as { error: { code: number } }).error.code]),
  ).toEqual([
    [400, 2016],
    [400, 1028],
    [400, 1008],
    [404, 2100],
    [401, 2006],
  ]);
  expect((await write({ From: from })).status).toBe(201);
  expect((await write({ From: 'robin.fake@example.com' })).status).toBe(201);
  const listed = await api({ url: `${apiUrl}/incidents/${id}/notes`, method: 'GET', token: apiToken });
  expect((listed.data as { notes: unknown[] }).notes).toMatchObject([
    { content: 'It is the switch.', user: { summary: 'Storm Relay' } },
    { content: 'It is the switch.', user: { summary: 'Robin Fake' } },
  ]);
});

it('a note over the limit of a minute is told when to come again', async () => {
  const { fakes } = await started({ limits: { pagerdutyRestPerMinute: 1 } });
  const { apiUrl, apiToken } = fakes.connection.pagerduty;
  await enqueue(fakes, trigger('d-1'));
  const ask = (): Promise<Response> =>
    fetch(`${apiUrl}/incidents/${fakes.observed().pagerduty.incidents[0]!.id}/notes`, {
      headers: { authorization: `Token token=${apiToken}` },
    });
  await ask();
  const limited = await ask();
  expect([
    limited.status,
    limited.headers.get('ratelimit-limit'),
    limited.headers.get('ratelimit-remaining'),
  ]).toEqual([429, '1', '0']);
  expect(Number(limited.headers.get('ratelimit-reset'))).toBeGreaterThan(0);
});
