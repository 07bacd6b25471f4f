import { expect } from 'vitest';
import { until, type Journey } from './journey.ts';
import { roots, shown } from './seen.ts';
import { throwIt, troubles, unrelated } from './trouble.ts';

let healthy = 0;

/** A healthy issue behind whatever came before: it must be shown. */
export async function expectAlive(of: Journey): Promise<void> {
  healthy += 1;
  const service = `healthy-${healthy}`;
  const sent = await throwIt(of.fakes, troubles(of, 5_000 + healthy)(service, unrelated[7]!).event());
  expect(sent.map((one) => one.status)).toEqual([202, 202]);
  await until('the entries behind are applied', () =>
    roots(of).some((message) => shown(message).includes(service)),
  );
  expect(of.relay().isOver()).toBe(false);
}
