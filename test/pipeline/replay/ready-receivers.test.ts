import { expect, it } from 'vitest';
import type { Wanted } from '../../../src/domain/sending/notification.ts';
import { ReadyReceivers, type Told } from '../../../src/pipeline/replay/ready-receivers.ts';
import { message, page, partOfMessage, row, standing, start, thread } from '../../make.ts';

const second = 1_000;

function receivers(): { readonly ready: ReadyReceivers; readonly told: string[] } {
  const told: string[] = [];
  const say = ({ at, step, row: { incident, surface }, from }: Told): void => {
    told.push(`${at - start} ${step} ${incident} ${surface}${from === undefined ? '' : ` of ${from}`}`);
  };
  return { ready: new ReadyReceivers(say, () => []), told };
}

/** Lets time go on. */
function until(ready: ReadyReceivers, at: number): void {
  while (ready.from() <= at) ready.sendDue(ready.from());
}

const wanted = (projection: Wanted['projection'], change: Partial<Wanted> = {}): Wanted =>
  row(projection, change);
const storm = { cause: 'redis', since: start, unnamed: false };

it('a message waits for its group, and its thread for the message', () => {
  const { ready, told } = receivers();
  const item = { n: 1, at: start, text: 'Storm.', channel: true };
  ready.want([wanted(thread(item)), wanted(message())], start);
  expect(told).toEqual([]);
  until(ready, start + second);
  expect(told).toEqual(['1000 create inc-1 message', '1000 create inc-1 thread']);
});

it('counters are brought up to date at the cadence of production, and a status within a second', () => {
  const { ready, told } = receivers();
  ready.want([wanted(message({ showFrom: start }))], start);
  ready.want([wanted(message({ showFrom: start, alerts: 2 }), { digest: 'd2' })], start + 10);
  ready.want([wanted(message({ showFrom: start, alerts: 3 }), { digest: 'd3' })], start + 20);
  until(ready, start + 60 * second);
  expect(told).toEqual(['0 create inc-1 message', '3000 change inc-1 message']);
  ready.want(
    [wanted(message({ severity: 'critical' }), { digest: 'd4', statusDigest: 's2' })],
    start + 60 * second,
  );
  expect(told.at(-1)).toBe('60000 change inc-1 message');
});

it('a storm without a message goes on in the oldest that a child has', () => {
  const { ready, told } = receivers();
  const child = wanted({ ...message({ showFrom: start }), incident: 'inc-2' });
  ready.want([child], start);
  ready.want(
    [
      wanted(message({ storm, showFrom: start })),
      wanted(partOfMessage('inc-1', 'inc-2'), { digest: 'part' }),
    ],
    start + second,
  );
  until(ready, start + 60 * second);
  expect(told).toEqual([
    '0 create inc-2 message',
    '1000 taken-over inc-1 message of inc-2/slack/C1/message',
    '1000 change inc-1 message',
  ]);
});

it('a child’s page ends once its root’s is there, and a page that was handled first is never sent', () => {
  const { ready, told } = receivers();
  const child = page({ incident: 'inc-2' });
  ready.want([wanted(child)], start);
  const over = { ...child, ...standing('resolved', 'inc-1') };
  ready.want([wanted(over, { digest: 'd2' })], start + second);
  expect(told).toEqual(['0 create inc-2 page']);
  ready.want([wanted(page({ storm: true }))], start + 2 * second);
  expect(told.slice(1)).toEqual(['2000 create inc-1 page', '2000 close inc-2 page']);
  ready.want([wanted(page({ incident: 'inc-3' }, standing('acknowledged')))], start + 3 * second);
  expect(told).toHaveLength(3);
});

it('an open page is acknowledged, told again at most once a minute, and closed', () => {
  const { ready, told } = receivers();
  ready.want([wanted(page())], start);
  ready.want([wanted(page({ storm: true }), { digest: 'd2' })], start + second);
  until(ready, start + 90 * second);
  ready.want(
    [wanted(page({ storm: true }, standing('acknowledged')), { digest: 'd3' })],
    start + 91 * second,
  );
  ready.want([wanted(page({ storm: true }, standing('resolved')), { digest: 'd4' })], start + 92 * second);
  expect(told).toEqual([
    '0 create inc-1 page',
    '60000 change inc-1 page',
    '91000 acknowledge inc-1 page',
    '92000 close inc-1 page',
  ]);
});

it('figures alone are made for a message when it is sent, and the newest are', () => {
  const told: string[] = [];
  let asked = 0;
  const shown = (incident: string): Wanted[] => {
    asked += 1;
    return [wanted(message({ incident, alerts: 30, showFrom: start }), { digest: 'thirty' })];
  };
  const ready = new ReadyReceivers(({ at, step, row: { projection } }) => {
    if (projection.surface === 'message' && projection.state !== 'part-of')
      told.push(`${at - start} ${step} ${projection.alerts}`);
  }, shown);
  const first = wanted(message({ alerts: 1, showFrom: start }), { openedAt: start });
  ready.want([first], start);
  const figures = { incident: first.incident, atOnce: () => [], sendsAgain: false };
  for (const at of [100, 200, 300]) ready.wantFigures([figures], start + at);
  expect(asked).toBe(0);
  until(ready, start + 20 * second);
  expect(asked).toBe(1);
  expect(told).toEqual(['0 create 1', '3000 change 30']);
});
