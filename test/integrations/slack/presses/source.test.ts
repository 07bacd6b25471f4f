import { describe, expect, it } from 'vitest';
import { unstamped, type Entry } from '../../../../src/domain/inbox/entry.ts';
import { slackSource } from '../../../../src/integrations/slack/source.ts';
import { keptOf } from '../../../../src/integrations/slack/presses/wire.ts';
import { choiceOf, now, payloadOf } from './a-press.ts';

const entry = (payload: object): Entry => ({
  seq: 1,
  receivedAt: now,
  source: 'slack',
  id: 'a',
  kind: 'block_actions',
  body: keptOf(payload),
  digest: 'a',
  verifiedBy: 'secret-1',
  ...unstamped,
});

describe('what a press asks for', () => {
  it.each(['acknowledge', 'resolve'] as const)('%s, by whom it was pressed', (action) => {
    expect(slackSource.read(entry(payloadOf(action)))).toEqual({
      kind: 'command',
      command: { action, incident: 'inc-7', who: 'jtorrance', user: 'UA8RXUSPL' },
    });
  });

  it('a choice, of what is split off and what is merged into', () => {
    const by = { who: 'jtorrance', user: 'UA8RXUSPL', why: null };
    expect(slackSource.read(entry(choiceOf('split:inc-9')))).toEqual({
      kind: 'command',
      command: { action: 'split', incident: 'inc-9', ...by },
    });
    expect(slackSource.read(entry(choiceOf('merge:inc-9')))).toEqual({
      kind: 'command',
      command: { action: 'merge', incident: 'inc-7', into: 'inc-9', ...by },
    });
  });

  it.each([
    ['a name with what nobody sees', { id: 'U1', name: 'Ada\u202E\u0007 \n Low' }, 'Ada Low'],
    ['a name that is too long', { id: 'U1', name: 'a'.repeat(300) }, 'a'.repeat(80)],
    ['no name', { id: 'W1' }, 'W1'],
    ['an empty name', { id: 'U1', name: '  ', username: 'ada' }, 'U1'],
  ])('%s is made fit to be shown', (_, user, who) => {
    const reading = slackSource.read(entry(payloadOf('resolve', { user })));
    expect(reading).toMatchObject({ command: { who, user: user.id } });
  });

  it.each([
    ['a button of a newer relay', payloadOf('dance')],
    ['a question that was not answered', payloadOf('split')],
    ['a choice that is none', choiceOf('split:inc 9; drop')],
    [
      'an incident that is none',
      payloadOf('x', { actions: [{ action_id: 'stormrelay:1:resolve', block_id: 'b' }] }),
    ],
  ])('nothing, of %s', (_, payload) => {
    expect(slackSource.read(entry(payload))).toMatchObject({
      kind: 'set-aside',
      decision: { code: 'press-unknown' },
    });
  });

  it('what is no press at all becomes a dead letter', () => {
    expect(() => slackSource.read(entry({ type: 'view_submission' }))).toThrow(/no press/);
  });
});
