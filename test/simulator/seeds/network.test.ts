import { expect, it } from 'vitest';
import { VirtualTime } from '../../../simulator/seeds/machine/virtual-time.ts';
import { Network, type Provider } from '../../../simulator/seeds/world/network.ts';
import { sightSentry } from '../../../simulator/seeds/world/sighted.ts';

const host = 'sentry.localhost';

/** Sentry, whose answers all get lost. */
const silent: Provider = {
  listener: (_, response) => void response.end('{}'),
  weather: [{ fault: 'lost-answer', share: 1, until: Infinity, on: undefined }],
  sight: sightSentry,
  asked: (request) => request,
  change: (_, answer) => answer,
  odd: () => [],
};

it.each([
  ['has given up by then', 0, 0],
  ['gives up while it waits', 100, 1],
])('ends a call at once whose caller %s, as a relay that is told to stop does', async (_, afterMs, calls) => {
  const time = new VirtualTime(0, () => 0.5);
  const providers = new Map([[host, silent]]);
  const nothing = (): void => undefined;
  const network = new Network({ time, chance: () => 0.5, providers, begun: nothing, settled: nothing });
  const stop = new AbortController();
  if (afterMs === 0) stop.abort();
  else time.after(afterMs, () => stop.abort(), 1);
  let ended: unknown = null;
  const url = new URL(`http://${host}/api/0/organizations/shop/issues/`);
  const ask = (): void =>
    void network.fetch(url, { signal: stop.signal }).catch((error: unknown) => {
      ended = [time.elapsed(), (error as Error).name];
    });
  time.next(ask, 1);
  await time.run(60_000, () => false);
  expect(ended).toEqual([afterMs, 'AbortError']);
  expect(network.calls).toHaveLength(calls);
});
