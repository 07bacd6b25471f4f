import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startFakes } from '../../../simulator/fakes/start.ts';
import { manualClock } from './manual-clock.ts';
import { started } from './started.ts';

it('makes the same credentials for the same seed and others for another', async () => {
  const credentials = async (seed: number) => {
    const { connection } = (await started({ seed })).fakes;
    const { slack, pagerduty, sentry, control } = connection;
    return [
      slack.token,
      slack.channel,
      slack.signingSecret,
      pagerduty.routingKey,
      sentry.secret,
      control.token,
    ];
  };
  expect(await credentials(1)).toEqual(await credentials(1));
  expect(new Set([...(await credentials(1)), ...(await credentials(2))]).size).toBe(12);
});

it('makes credentials of the real shapes', async () => {
  const { slack, pagerduty } = (await started()).fakes.connection;
  expect(slack.token).toMatch(/^xoxb-\d{12}-\d{13}-\w{24}$/);
  expect(slack.channel).toMatch(/^C[A-Z0-9]{8,}$/);
  expect(slack.webhookUrl).toMatch(/\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/\w+$/);
  expect(pagerduty.routingKey).toMatch(/^[0-9a-f]{32}$/);
});

it('closes with requests unanswered, and leaves no file behind', async () => {
  const clock = manualClock();
  const fakes = await startFakes({ clock, seed: 1 });
  fakes.faults.add({ target: { service: 'slack' }, fault: { kind: 'timeout' } });
  const waiting = fetch(`${fakes.connection.slack.url}api.test`).catch((error: unknown) => error);
  await expect.poll(() => fakes.observed().slack.calls.length, { timeout: 30_000 }).toBe(1);
  const { caFile } = fakes.connection.pagerduty;
  expect(existsSync(caFile!)).toBe(true);
  await fakes.close();
  expect(existsSync(caFile!)).toBe(false);
  expect(await waiting).toBeInstanceOf(Error);
});

it('says which port it cannot have, and closes what it had opened', async () => {
  const { fakes } = await started();
  const taken = Number(new URL(fakes.connection.control.url).port);
  const second = startFakes({ clock: manualClock(), seed: 1, https: false, ports: { control: taken } });
  await expect(second).rejects.toThrow(`127.0.0.1:${taken}`);
});
