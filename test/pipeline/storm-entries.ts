import type { Alert } from '../../src/domain/alert.ts';
import { entry, alert, redisAlert, start } from '../make.ts';
import type { Entry } from '../../src/domain/inbox/entry.ts';

/** Deterministic chance for tests (mulberry32); the seed is part of every test's name. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A small outage as entries: redis fails service after service, noise beside it, poison between, then recovery. */
export function stormEntries(seed: number, services = 6): readonly Entry[] {
  const random = seeded(seed);
  const alerts: { at: number; body: Alert | string }[] = [];
  for (let service = 0; service < services; service += 1) {
    for (let n = 0; n < 12; n += 1) {
      const at = start + service * 1_500 + Math.floor(random() * 40_000);
      const fields = {
        eventAt: at,
        userHash: `u${Math.floor(random() * 9)}`,
        eventId: `e${service}-${n}-${seed}`,
        release: random() < 0.5 ? '1.0.0' : '1.1.0',
      };
      alerts.push({ at, body: redisAlert(`service-${service}`, Math.floor(random() * 4), fields) });
    }
  }
  for (let n = 0; n < 10; n += 1) {
    const at = start + Math.floor(random() * 60_000);
    const level = random() < 0.3 ? 'fatal' : 'error';
    alerts.push({
      at,
      body: alert({
        issueKey: `sentry:acme/noise-${n}`,
        service: `other-${n}`,
        level,
        eventId: `n${n}`,
        eventAt: at,
      }),
    });
  }
  alerts.push({ at: start + 5_000, body: 'not json' });
  alerts.push({ at: start + 6_000, body: '{"setAside":"A comment."}' });
  const keys = new Set(alerts.flatMap(({ body }) => (typeof body === 'string' ? [] : [body.issueKey])));
  for (const issueKey of keys)
    alerts.push({
      at: start + 120_000,
      body: alert({ issueKey, status: 'resolved', resource: 'issue.resolved' }),
    });
  alerts.sort((a, b) => a.at - b.at);
  return alerts.map(({ at, body }, index) => entry(index + 1, at, body));
}
