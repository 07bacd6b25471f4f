import { beforeEach, describe, expect, it } from 'vitest';
import { nothingSent } from '../../../src/domain/sending/sent.ts';
import type { FaultSpec } from '../../../simulator/fakes/start.ts';
import { createPagerDutyInspector } from '../../../src/integrations/pagerduty/inspector.ts';
import type { RestAccess } from '../../../src/integrations/pagerduty/rest/rest-wire.ts';
import type { Finding, Inspector } from '../../../src/seams/inspector.ts';
import { silentLog } from '../../../src/seams/log.ts';
import { page } from '../../notifiers/example-projections.ts';
import { clockFor, rowOf } from '../../notifiers/example-sends.ts';
import { ringing } from '../../sent.ts';
import { enqueue, started, trigger, type Started } from '../../simulator/fakes/started.ts';

const lane = 'pagerduty:0a1b2c3d';
const unknownKey = 'Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe';

describe('the PagerDuty inspector against the fake PagerDuty', () => {
  let world: Started;

  /** Whether a fault leaves calls without an answer. */
  let silent = false;

  beforeEach(async () => {
    world = await started();
    silent = false;
  });

  function inspector(over: { rest?: RestAccess | null; routingKey?: string } = {}): Inspector {
    const { url, routingKey, apiUrl, apiToken } = world.fakes.connection.pagerduty;
    return createPagerDutyInspector({
      config: { routingKey: over.routingKey ?? routingKey, eventsUrl: url, limits: { events: 110 } },
      rest: over.rest === undefined ? { apiUrl, token: apiToken } : over.rest,
      clock: clockFor(silent),
      log: silentLog,
    });
  }

  function readBack(handle: string | null, rest?: RestAccess | null): Promise<Finding> {
    const sent = handle === null ? nothingSent : ringing({ handle });
    const row = rowOf(page(), lane, { sent });
    return inspector(rest === undefined ? {} : { rest }).readBack(row);
  }

  function fault(method: string, spec: FaultSpec['fault']): void {
    world.fakes.faults.add({ target: { service: 'pagerduty', method }, fault: spec });
    silent = spec.kind === 'timeout';
  }

  it('sees that PagerDuty takes events with the key, and wakes nobody', async () => {
    expect(await inspector().probe(lane)).toMatchObject({ kind: 'yes', link: null });
    const { calls, incidents } = world.fakes.observed().pagerduty;
    expect(calls).toMatchObject([{ action: 'resolve', dedupKey: 'stormrelay:probe', effect: 'dropped' }]);
    expect(incidents).toEqual([]);
  });

  it('sees a routing key that PagerDuty does not know, and does not repeat it', async () => {
    const finding = await inspector({ routingKey: unknownKey }).probe(lane);
    expect(finding).toMatchObject({ kind: 'no' });
    expect(finding.detail).toContain('Check the routing key');
    expect(finding.detail).not.toContain(unknownKey);
  });

  it('probes again later when the Events API does not answer', async () => {
    fault('/v2/enqueue', { kind: 'rate-limit', retryAfter: 30, form: 'header' });
    expect(await inspector().probe(lane)).toMatchObject({ kind: 'unknown', waitMs: 30_000 });
    for (const spec of [
      { kind: 'status', status: 503 },
      { kind: 'timeout', takesEffect: false },
      { kind: 'html', takesEffect: false },
    ] as const) {
      world.fakes.faults.clear();
      fault('/v2/enqueue', spec);
      expect(await inspector().probe(lane), spec.kind).toMatchObject({ kind: 'unknown', waitMs: 2000 });
    }
  });

  it('reads an incident back in every state, with the address where people see it', async () => {
    const { routingKey } = world.fakes.connection.pagerduty;
    await enqueue(world.fakes, trigger('d-0'));
    await enqueue(world.fakes, trigger('d 1&x=[]'));
    const { id } = world.fakes.observed().pagerduty.incidents[1]!;
    const found = (status: string): Finding => ({
      kind: 'yes',
      detail: `PagerDuty shows incident #2 for it (${status}).`,
      link: `https://fake-account.pagerduty.com/incidents/${id}`,
    });
    expect(await readBack('d 1&x=[]')).toEqual(found('triggered'));
    world.fakes.pagerduty.acknowledge(routingKey, 'd 1&x=[]');
    expect(await readBack('d 1&x=[]')).toEqual(found('acknowledged'));
    world.fakes.pagerduty.resolve(routingKey, 'd 1&x=[]');
    expect(await readBack('d 1&x=[]')).toEqual(found('resolved'));
  });

  it('shows the incident that is open where an older one has the same key', async () => {
    const { routingKey } = world.fakes.connection.pagerduty;
    await enqueue(world.fakes, trigger('d-1'));
    world.fakes.pagerduty.resolve(routingKey, 'd-1');
    await enqueue(world.fakes, trigger('d-1'));
    const finding = await readBack('d-1');
    expect(finding.detail).toBe('PagerDuty shows incident #2 for it (triggered).');
  });

  it('says no where PagerDuty shows no incident, and asks why', async () => {
    await enqueue(world.fakes, trigger('d-1'));
    const finding = await readBack('d-2');
    expect(finding.kind).toBe('no');
    expect(finding.detail).toContain('is the service disabled');
  });

  it('looks for nothing that was not paged', async () => {
    await enqueue(world.fakes, trigger('d-1'));
    for (const handle of [null, '']) expect(await readBack(handle)).toMatchObject({ kind: 'unknown' });
  });

  it('is blind without a token, and says which variable sets it', async () => {
    const finding = await readBack('d-1', null);
    expect(finding).toMatchObject({ kind: 'blind' });
    expect(finding.detail).toContain('set PAGERDUTY_API_TOKEN');
  });

  it('is blind with a token that PagerDuty does not take, and does not repeat it', async () => {
    const { apiUrl } = world.fakes.connection.pagerduty;
    const finding = await readBack('d-1', { apiUrl: `${apiUrl}/`, token: 'u+wrongtoken12345678' });
    expect(finding).toMatchObject({ kind: 'blind' });
    expect(finding.detail).toContain('Check the API token');
    expect(finding.detail).not.toContain('wrongtoken');
  });

  it('waits until PagerDuty says that it lets calls through again', async () => {
    world.fakes.setLimits({ pagerdutyRestPerMinute: 1 });
    await enqueue(world.fakes, trigger('d-1'));
    expect(await readBack('d-1')).toMatchObject({ kind: 'yes' });
    expect(await readBack('d-1')).toMatchObject({ kind: 'unknown', waitMs: 60_000 });
  });

  it('looks again later when the REST API does not answer', async () => {
    await enqueue(world.fakes, trigger('d-1'));
    for (const spec of [
      { kind: 'status', status: 503 },
      { kind: 'timeout', takesEffect: false },
      { kind: 'reset', when: 'before' },
      { kind: 'html', takesEffect: false },
    ] as const) {
      world.fakes.faults.clear();
      fault('/incidents', spec);
      expect(await readBack('d-1'), spec.kind).toMatchObject({ kind: 'unknown', waitMs: 2000 });
    }
  });

  it('leaves triggers their share of the events, and asks the REST API without a budget', () => {
    const window = { kind: 'window', limit: 110, perMs: 62_000 };
    expect(inspector().probeDebits(lane)).toEqual([{ bucket: 'events', spec: window, share: 0.7 }]);
    expect(inspector().readBackDebits(rowOf(page(), lane))).toEqual([]);
  });
});
