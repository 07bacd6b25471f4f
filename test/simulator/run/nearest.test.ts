import { expect, it } from 'vitest';
import { nearest } from '../../../simulator/run/nearest.ts';

const names = ['bad-deploy', 'redis-outage', 'slack-brownout', 'two-outages', 'all'];

it.each([
  ['redis-outge', 'redis-outage'],
  ['redis_outage', 'redis-outage'],
  ['Redis-Outage', 'redis-outage'],
  ['reids-outage', 'redis-outage'],
  ['redis', 'redis-outage'],
  ['fixtures/storms/bad-deploy.yaml', 'bad-deploy'],
  ['brownout', 'slack-brownout'],
  ['al', 'all'],
  ['locusts', null],
  ['', null],
])('what is probably meant by "%s": %s', (written, meant) => {
  expect(nearest(written, names)).toBe(meant);
});
