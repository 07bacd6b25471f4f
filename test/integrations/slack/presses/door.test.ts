import { describe, expect, it, vi } from 'vitest';
import { createPressDoor, type SlackActs } from '../../../../src/integrations/slack/door.ts';
import type { Choice } from '../../../../src/integrations/slack/presses/ids.ts';
import type { TakenAct } from '../../../../src/integrations/slack/presses/taken-act.ts';
import type { PresserAnswer } from '../../../../src/integrations/slack/presses/tell-presser.ts';
import { verifyInteraction } from '../../../../src/integrations/slack/presses/verify.ts';
import type { Responders } from '../../../../src/integrations/slack/presses/responders.ts';
import { slackSource } from '../../../../src/integrations/slack/source.ts';
import type { Arrival, Door, Ruling } from '../../../../src/seams/door.ts';
import { arrivalOf, choiceOf, now, payloadOf, secret } from './a-press.ts';

const tell = vi.fn<(answerTo: string | null, answer: PresserAnswer) => void>();
const ask = vi.fn<(question: Choice, answerTo: string | null) => void>();
const follow = vi.fn<(seq: number, act: TakenAct) => void>();
const signingSecrets = [secret, 'an0ther5ecret0fThem'];
const actsFor = (mayAct: SlackActs['mayAct'], isShown: SlackActs['isShown'] = null): SlackActs => ({
  mayAct,
  isShown,
  tell,
  ask,
  follow,
  desk: {} as never,
});
const doorFor = (mayPress: Responders['mayPress']): Door =>
  createPressDoor({
    workspaces: [{ name: null, signingSecrets, acts: actsFor(mayPress) }],
    now: () => now,
  });
const door = doorFor(() => 'yes');
const codeOf = (ruling: Ruling): string =>
  ruling.kind === 'refuse' ? ruling.refusal.code.replace('press-', '') : ruling.kind;
const press = payloadOf('acknowledge');

describe('a press', () => {
  it('becomes an entry that holds neither token, nor address, nor the message', () => {
    const ruling = door.receive(arrivalOf(press));
    if (ruling.kind !== 'accept') throw new Error('It was not let in.');
    const { delivery, apart } = ruling;
    expect(apart).toBe('press');
    expect(delivery).toMatchObject({
      source: 'slack',
      kind: 'block_actions',
      verifiedBy: 'secret-1',
      sentAt: null,
    });
    expect(delivery.id).toMatch(/^1780000000:[0-9a-f]{64}$/);
    expect(Object.keys(JSON.parse(delivery.body) as object).sort()).toEqual([
      'actions',
      'api_app_id',
      'channel',
      'container',
      'team',
      'type',
      'user',
    ]);
  });

  it('is let in by an older secret too, which is named', () => {
    const ruling = door.receive(arrivalOf(press, { by: 'an0ther5ecret0fThem' }));
    expect(ruling).toMatchObject({ kind: 'accept', delivery: { verifiedBy: 'secret-2' } });
  });

  it('has the same id when it is sent again, and another when it is made again', () => {
    const id = (at: number): string => {
      const ruling = door.receive(arrivalOf(press, { at }));
      return ruling.kind === 'accept' ? ruling.delivery.id : codeOf(ruling);
    };
    expect(id(now)).toBe(id(now));
    expect(id(now)).not.toBe(id(now - 1000));
    expect(door.replayed).toMatchObject({ status: 401, code: 'press-replayed' });
  });

  it.each([
    ['of a link', payloadOf('view')],
    [
      'of another app’s button',
      payloadOf('x', { actions: [{ action_id: 'a', block_id: 'b', type: 'button' }] }),
    ],
    ['that is an answer of a dialog', { type: 'view_submission', user: { id: 'U1' }, view: {} }],
  ])('%s is answered with nothing and kept nowhere', (_, payload) => {
    expect(door.receive(arrivalOf(payload))).toEqual({ kind: 'answer', status: 200, body: null });
  });

  it('of a button that a newer relay made is kept: the brain says that it does not know it', () => {
    expect(codeOf(door.receive(arrivalOf(payloadOf('dance'))))).toBe('accept');
  });
});

/** What is followed once a press is kept as entry 12. */
function keptAs(payload: unknown): TakenAct | undefined {
  follow.mockClear();
  const ruling = door.receive(arrivalOf(payload));
  expect(follow).not.toHaveBeenCalled();
  if (ruling.kind === 'accept') ruling.whenKept?.(12);
  expect(follow).toHaveBeenCalledExactlyOnceWith(12, expect.anything());
  return follow.mock.calls[0]?.[1];
}

it.each(['acknowledge', 'resolve', 'page', 'assign', 'mute', 'dance'])(
  'a press of %s is followed once it is kept, and never before',
  (action) => {
    expect(keptAs(payloadOf(action))).toEqual({
      answerTo: press['response_url'],
      incident: 'inc-7',
      replaces: false,
      promised: false,
    });
  },
);

describe('what is part of what', () => {
  it.each(['split', 'merge'] as const)(
    '%s only asks which incident is meant, and is kept nowhere',
    (what) => {
      ask.mockClear();
      expect(door.receive(arrivalOf(payloadOf(what)))).toEqual({ kind: 'answer', status: 200, body: null });
      expect(ask).toHaveBeenCalledExactlyOnceWith({ press: what, incident: 'inc-7' }, press['response_url']);
    },
  );

  it('is an entry once it is chosen, and what came of it takes the place of the list', () => {
    const acts = (['split:inc-9', 'merge:inc-9'] as const).map((choice) => keptAs(choiceOf(choice)));
    expect(acts).toMatchObject([
      { incident: 'inc-9', replaces: true },
      { incident: 'inc-7', replaces: true },
    ]);
  });

  it('is asked of nobody who may not press', () => {
    ask.mockClear();
    expect(codeOf(doorFor(() => 'no').receive(arrivalOf(payloadOf('split'))))).toBe('not-a-responder');
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('what is refused', () => {
  const without = (name: string): Arrival => {
    const { headers, ...rest } = arrivalOf(press);
    return { ...rest, headers: { ...headers, [name]: undefined } };
  };
  const with_ = (name: string, value: string | string[]): Arrival => {
    const { headers, ...rest } = arrivalOf(press);
    return { ...rest, headers: { ...headers, [name]: value } };
  };

  it.each<[string, Arrival, string]>([
    ['another secret', arrivalOf(press, { by: 'wr0ngwr0ngwr0ngwr0ng' }), 'signature-mismatch'],
    ['a changed body', { ...arrivalOf(press), raw: Buffer.from('payload=%7B%7D') }, 'signature-mismatch'],
    ['a changed time', with_('x-slack-request-timestamp', '1780000001'), 'signature-mismatch'],
    ['no signature', without('x-slack-signature'), 'signature-missing'],
    ['half a signature', with_('x-slack-signature', 'v0=abc'), 'signature-malformed'],
    ['a signature without its version', with_('x-slack-signature', 'a'.repeat(64)), 'signature-malformed'],
    ['two signatures', with_('x-slack-signature', ['v0=a', 'v0=b']), 'signature-missing'],
    ['no time', without('x-slack-request-timestamp'), 'timestamp-missing'],
    ['a time that is none', with_('x-slack-request-timestamp', '1e9'), 'timestamp-missing'],
    ['five minutes and a second ago', arrivalOf(press, { at: now - 301_000 }), 'timestamp-stale'],
    ['five minutes and a second ahead', arrivalOf(press, { at: now + 301_000 }), 'timestamp-stale'],
    ['JSON instead of a form', arrivalOf(press, { body: JSON.stringify(press) }), 'unreadable'],
    ['a form without a payload', arrivalOf(press, { body: 'ssl_check=1' }), 'unreadable'],
    ['a payload that is no object', arrivalOf(press, { body: 'payload=%5B%5D' }), 'unreadable'],
    ['nothing', arrivalOf(press, { body: '' }), 'unreadable'],
  ])('%s', (_, arrival, code) => {
    const ruling = door.receive(arrival);
    expect(codeOf(ruling)).toBe(code);
    expect(ruling).toMatchObject({
      refusal: { status: code === 'unreadable' ? 400 : 401, keep: null, apart: 'press' },
    });
  });

  it.each([
    ['five minutes ago', now - 300_000],
    ['five minutes ahead', now + 300_000],
  ])('is not what was signed %s', (_, at) => {
    expect(codeOf(door.receive(arrivalOf(press, { at })))).toBe('accept');
  });
});

it('Slack’s own example of a signature is believed', () => {
  const raw = Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  );
  const headers = {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  };
  const verified = verifyInteraction(headers, raw, { secrets: [secret], now: 1_531_420_618_000 });
  expect(verified).toMatchObject({ ok: true, secret: 0 });
});

describe('somebody who may not press', () => {
  it.each([
    ['no', 'press-not-a-responder', /only those whom SLACK_RESPONDERS/],
    ['unknown', 'press-responders-unknown', /Try again/],
  ] as const)('is told so and nobody else, and the press is counted: %s', async (may, code, text) => {
    tell.mockClear();
    const ruling = doorFor(() => Promise.resolve(may)).receive(arrivalOf(press));
    if (ruling.kind !== 'later') throw new Error('Nobody was asked.');
    expect(await ruling.ruling).toMatchObject({
      kind: 'refuse',
      refusal: { status: 200, code, apart: 'press', message: expect.stringContaining('UA8RXUSPL') as string },
    });
    expect(tell).toHaveBeenCalledExactlyOnceWith(press['response_url'], {
      text: expect.stringMatching(text) as string,
    });
  });

  it('may look at Sentry all the same', () => {
    expect(doorFor(() => 'no').receive(arrivalOf(payloadOf('view'))).kind).toBe('answer');
  });
});

describe('two workspaces', () => {
  const [ours, theirs] = ['the0ur5ecret0fOurs1', 'the5ecret0fTheirApp'];
  const mayOurs = vi.fn((): 'yes' => 'yes');
  const mayTheirs = vi.fn((): 'yes' => 'yes');
  const shown = (): Promise<boolean> => Promise.resolve(true);
  const both = (isShown = shown): Door =>
    createPressDoor({
      workspaces: [
        { name: null, signingSecrets: ['an0lder5ecret0fOurs', ours], acts: actsFor(mayOurs) },
        { name: 'partner', signingSecrets: [theirs], acts: actsFor(mayTheirs, isShown) },
      ],
      now: () => now,
    });
  const rulingOf = async (by: string, isShown = shown): Promise<Ruling> => {
    const ruling = both(isShown).receive(arrivalOf(press, { by }));
    return ruling.kind === 'later' ? ruling.ruling : ruling;
  };
  const readFrom = async (by: string): Promise<unknown> => {
    const ruling = await rulingOf(by);
    if (ruling.kind !== 'accept') throw new Error('It was not let in.');
    const { delivery } = ruling;
    return slackSource.read({ ...delivery, seq: 1, receivedAt: now });
  };

  it('are told apart by what signs, each with its own rule of who may press', async () => {
    expect(await rulingOf(ours)).toMatchObject({ kind: 'accept', delivery: { verifiedBy: 'secret-2' } });
    expect([mayOurs.mock.calls.length, mayTheirs.mock.calls.length]).toEqual([1, 0]);
    expect(await rulingOf(theirs)).toMatchObject({
      kind: 'accept',
      delivery: { verifiedBy: 'partner/secret-1' },
    });
    expect([mayOurs.mock.calls.length, mayTheirs.mock.calls.length]).toEqual([1, 1]);
    expect(codeOf(await rulingOf('an0therSecret0fNobody'))).toBe('signature-mismatch');
  });

  it('have people of their own: the same id and name are two persons', async () => {
    const [one, other] = [await readFrom(ours), await readFrom(theirs)] as {
      command: { who: string; user: string };
    }[];
    expect(other?.command.user).toBe(`partner/${one?.command.user ?? ''}`);
    expect(other?.command.who).toBe(`${one?.command.who ?? ''} (partner)`);
  });

  it('of which one is not shown an incident leave it alone there, and are told so', async () => {
    tell.mockClear();
    const ruling = await rulingOf(theirs, () => Promise.resolve(false));
    expect(codeOf(ruling)).toBe('not-shown');
    expect(tell.mock.calls[0]?.[1].text).toContain('is not shown in this workspace');
    expect(await rulingOf(ours, () => Promise.resolve(false))).toMatchObject({ kind: 'accept' });
  });
});
