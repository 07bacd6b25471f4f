import { expect, it } from 'vitest';
import { createPressDoor } from '../../../../src/integrations/slack/door.ts';
import { judgeEnvelope } from '../../../../src/integrations/slack/socket/judge.ts';
import type { Ruling } from '../../../../src/seams/door.ts';
import { arrivalOf, now, payloadOf, secret } from '../presses/a-press.ts';

const acts = {
  mayAct: () => 'yes' as const,
  isShown: null,
  tell: () => undefined,
  ask: () => undefined,
  follow: () => undefined,
  desk: {} as never,
};
const envelope = (payload: unknown, type = 'interactive', name: string | null = null): Ruling =>
  judgeEnvelope({ id: 'e-1', type, payload }, { name, acts });

it('one press has one digest, whichever way it comes, and a second click another', () => {
  const door = createPressDoor({
    workspaces: [{ name: null, signingSecrets: [secret], acts }],
    now: () => now,
  });
  const digest = (ruling: Ruling): string =>
    ruling.kind === 'accept' ? `${ruling.delivery.kind} ${ruling.delivery.digest}` : ruling.kind;
  const byForm = digest(door.receive(arrivalOf(payloadOf('acknowledge'))));
  expect(byForm).toMatch(/^block_actions [0-9a-f]{64}$/);
  expect(digest(envelope(payloadOf('acknowledge')))).toBe(byForm);
  expect(digest(envelope(payloadOf('acknowledge', { trigger_id: '1.2.other' })))).not.toBe(byForm);
});

it('an envelope has its own number, and the app’s token vouches for it', () => {
  expect(envelope(payloadOf('acknowledge'))).toMatchObject({
    kind: 'accept',
    delivery: { id: 'socket:e-1', verifiedBy: 'socket' },
  });
  expect(envelope(payloadOf('acknowledge'), 'interactive', 'partner')).toMatchObject({
    delivery: { verifiedBy: 'partner/socket' },
  });
});

it('what is no press, and whatever else the app hears, is acknowledged', () => {
  expect(envelope({ type: 'view_submission' })).toMatchObject({ kind: 'answer' });
  expect(envelope({ event: {} }, 'events_api')).toMatchObject({ kind: 'answer' });
  expect(envelope('nonsense')).toMatchObject({ kind: 'refuse', refusal: { code: 'press-unreadable' } });
  expect(envelope(null, 'slash_commands')).toMatchObject({ refusal: { code: 'command-unreadable' } });
});
