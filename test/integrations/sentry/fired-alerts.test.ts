import { expect, it } from 'vitest';
import { anError } from '../../simulator/fakes/sentry/an-error.ts';
import { arena } from './desk-arena.ts';

it('reads of all pages when each alert that tells an integration last fired', async () => {
  const { fakes, desk } = await arena();
  const { at } = anError();
  for (let n = 0; n < 130; n += 1)
    fakes.sentry.webhooksFor(
      anError({ issueId: String(9_000 + n), at: at + n * 1_000, rules: [`Rule ${n}`] }),
    );
  const answer = await desk.alerts();
  const alerts = answer.kind === 'told' ? answer.value : [];
  expect(alerts).toHaveLength(130);
  expect(alerts.find(({ name }) => name === 'Rule 129')?.firedAt).toBe(at + 129_000);
});

it('says which scope is missing, and under which name it is given', async () => {
  const { fakes, desk } = await arena();
  fakes.sentry.knows.dropScope('alerts:read');
  expect(await desk.alerts()).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(/alerts:read.*Permissions, Alerts\)/) as unknown,
  });
});

it('reads how the integration stands: where it sends to, and what its last requests came to', async () => {
  const { fakes, desk } = await arena();
  fakes.sentry.setTarget('http://127.0.0.1:9/webhooks/sentry');
  for (const webhook of fakes.sentry.webhooksFor(anError({ rules: ['Errors'] })))
    await fakes.sentry.send(webhook);
  const standing = await desk.integration();
  expect(standing).toMatchObject({
    name: 'stormrelay',
    disabled: false,
    url: 'http://127.0.0.1:9/webhooks/sentry',
  });
  expect(new Set(standing?.requests)).toEqual(new Set([0]));
  fakes.sentry.knows.dropScope('org:read');
  expect(await desk.integration()).toBeNull();
});
