import { describe, expect, it } from 'vitest';
import { createResponders, type Responders } from '../../../../src/integrations/slack/presses/responders.ts';

interface Scene {
  readonly responders: Responders;
  readonly asked: string[];
  members: readonly string[] | null;
  now: number;
}

function scene(...responders: readonly string[]): Scene {
  const of: Scene = {
    asked: [],
    members: ['U0ADA'],
    now: 0,
    responders: createResponders(
      { responders: [...responders] },
      {
        now: () => of.now,
        membersOf: (group) => {
          of.asked.push(group);
          return of.members === null
            ? Promise.reject(new Error('missing_scope'))
            : Promise.resolve(of.members);
        },
      },
    ),
  };
  return of;
}

describe('who may press', () => {
  it('everybody, where nobody is named', () => {
    expect(scene().responders.mayPress('U0ANY')).toBe('yes');
  });

  it('those who are named, and no others', () => {
    const { responders, asked } = scene('U0ADA', 'W0BO');
    expect(['U0ADA', 'W0BO', 'U0EVE'].map((user) => responders.mayPress(user))).toEqual(['yes', 'yes', 'no']);
    expect(asked).toEqual([]);
  });

  it('the members of a group, which is asked for once a minute', async () => {
    const of = scene('S0ONCALL');
    const all = ['U0ADA', 'U0EVE', 'U0ADA'].map(async (user) => of.responders.mayPress(user));
    expect(await Promise.all(all)).toEqual(['yes', 'no', 'yes']);
    of.members = ['U0EVE'];
    of.now = 59_999;
    expect(await of.responders.mayPress('U0EVE')).toBe('no');
    expect(of.asked).toEqual(['S0ONCALL']);
    of.now = 60_000;
    expect(await of.responders.mayPress('U0EVE')).toBe('yes');
    expect(await of.responders.mayPress('U0ADA')).toBe('no');
  });

  it('as far as it was known last, while Slack does not tell', async () => {
    const of = scene('S0ONCALL');
    await of.responders.mayPress('U0ADA');
    of.members = null;
    of.now = 60_000;
    expect(await of.responders.mayPress('U0ADA')).toBe('yes');
    expect(await of.responders.mayPress('U0EVE')).toBe('no');
    expect(of.asked).toHaveLength(2);
  });

  it('nobody knows, when Slack never told; it is asked again after a while', async () => {
    const of = scene('S0ONCALL', 'U0BO');
    of.members = null;
    expect(await of.responders.mayPress('U0ADA')).toBe('unknown');
    expect(of.responders.mayPress('U0BO')).toBe('yes');
    of.members = ['U0ADA'];
    expect(await of.responders.mayPress('U0ADA')).toBe('unknown');
    of.now = 15_000;
    expect(await of.responders.mayPress('U0ADA')).toBe('yes');
  });
});
