import { describe, expect, it, vi } from 'vitest';
import type { CommandDeps } from '../../../../src/integrations/slack/commands/judge.ts';
import type {
  Desk,
  ListedIncident,
  NamedIncident,
} from '../../../../src/integrations/slack/commands/desk.ts';
import { createCommandDoor } from '../../../../src/integrations/slack/door.ts';
import { slackSource } from '../../../../src/integrations/slack/source.ts';
import type { MayPress } from '../../../../src/integrations/slack/presses/responders.ts';
import type { Ruling } from '../../../../src/seams/door.ts';
import { now, secret } from '../presses/a-press.ts';
import { fieldsOf, spokenArrival } from './a-command.ts';

const redis: ListedIncident = {
  id: 'inc-57',
  title: 'redis <unreachable>',
  severity: 'critical',
  state: 'open',
  acknowledgedBy: null,
  services: ['checkout', 'cart', 'search'],
  since: now - 14 * 60_000,
  paged: 'taken',
  mutedUntil: null,
  message: { channel: 'C0ABC', ts: '1780000000.000200', link: null },
  link: 'https://sentry.io/organizations/example/issues/1/',
};
const other: ListedIncident = {
  ...redis,
  id: 'inc-60',
  title: 'NullPointerException',
  severity: 'error',
  state: 'acknowledged',
  acknowledgedBy: 'ada',
  services: ['admin'],
  message: null,
  link: null,
};
const named: NamedIncident = {
  id: 'inc-57',
  title: redis.title,
  state: 'open',
  acknowledgedBy: null,
  acknowledgedAt: null,
  also: [],
};

const follow = vi.fn<CommandDeps['follow']>();

/** A door's one workspace. */
function workspaceOf(deps: CommandDeps): Parameters<typeof createCommandDoor>[0] {
  const acts = { ...deps, isShown: null, tell: () => undefined, ask: () => undefined };
  return { workspaces: [{ name: null, signingSecrets: [secret], acts }], now: () => now };
}

interface So {
  readonly desk?: Partial<Desk>;
  readonly may?: MayPress;
  readonly fields?: Readonly<Record<string, string>>;
}

async function ruled(text: string, { desk = {}, may = 'yes', fields }: So = {}): Promise<Ruling> {
  const door = createCommandDoor(
    workspaceOf({
      mayAct: () => Promise.resolve(may),
      follow,
      desk: {
        now: () => now,
        open: () => Promise.resolve({ listed: [redis, other], all: 4 }),
        find: (word) => Promise.resolve(word === 'inc-57' ? named : null),
        pager: true,
        onCall: { whoIsOnCall: () => Promise.resolve({ kind: 'unknown', reason: 'Nobody asks.' }) },
        ...desk,
      },
    }),
  );
  const ruling = door.receive(spokenArrival(fieldsOf(text, fields)));
  return ruling.kind === 'later' ? ruling.ruling : ruling;
}

/** Everything that a ruling lets its author read. */
function read(ruling: Ruling): string {
  const body = ruling.kind === 'refuse' ? ruling.refusal.body : ruling.kind === 'later' ? null : ruling.body;
  expect(body).toMatchObject({ response_type: 'ephemeral' });
  const { blocks } = body as { readonly blocks: readonly { readonly text: { readonly text: string } }[] };
  return blocks.map(({ text }) => text.text).join('\n');
}

const said = async (text: string, so: So = {}): Promise<string> => read(await ruled(text, so));

describe('what is open', () => {
  it('is told the worst first, each with a way to its message, and how to take it', async () => {
    const [headline, first, second, more, how] = (await said('')).split('\n');
    expect(headline).toBe('*4 incidents are open, the worst first:*');
    expect(first).toBe(
      '🔥 *<https://example.slack.com/archives/C0ABC/p1780000000000200|redis &lt;unreachable&gt;>* · checkout and 2 more · for 14 min · 📟 paged, nobody has acknowledged it · <https://sentry.io/organizations/example/issues/1/|Sentry> · `inc-57`',
    );
    expect(second).toBe('👀 *NullPointerException* · admin · for 14 min · acknowledged by ada · `inc-60`');
    expect(more).toBe('… and 2 more');
    expect(how).toContain('`/stormrelay ack inc-57`');
  });

  it('is nothing, and is told so', async () => {
    expect(await said('open', { desk: { open: () => Promise.resolve({ listed: [], all: 0 }) } })).toBe(
      '✅ Nothing is open.',
    );
  });

  it('leads nowhere where Slack does not say which workspace it is', async () => {
    expect(await said('', { fields: { team_domain: 'evil.example/' } })).not.toContain('archives');
  });
});

describe('an act', () => {
  it('is followed once it is kept: whoever was promised something hears when it could not be done', async () => {
    const fields = { response_url: 'https://hooks.slack.com/commands/1/2/3' };
    const ruling = await ruled('ack inc-57', { fields });
    if (ruling.kind !== 'accept') throw new Error('It was not let in.');
    ruling.whenKept?.(12);
    expect(follow).toHaveBeenCalledExactlyOnceWith(12, {
      answerTo: 'https://hooks.slack.com/commands/1/2/3',
      incident: 'inc-57',
      replaces: false,
      promised: true,
    });
    expect(ruling.delivery.body).not.toContain('hooks.slack.com');
  });

  it('is an entry once it is durable, of whoever said it and without what opens doors', async () => {
    const ruling = await ruled('mute inc-57 30m');
    if (ruling.kind !== 'accept') throw new Error('It was not let in.');
    expect(ruling).toMatchObject({ apart: 'command', delivery: { source: 'slack', kind: 'slash_commands' } });
    expect(JSON.parse(ruling.delivery.body)).toEqual({
      command: '/stormrelay',
      text: 'mute inc-57 30m',
      user_id: 'U2147483697',
      user_name: 'steve',
      team_id: 'T0001',
      channel_id: 'C2147483705',
      incident: 'inc-57',
    });
    expect(read(ruling)).toBe(
      '🔇 *Quiet for 30 min:* redis &lt;unreachable&gt; (`inc-57`)\nIts message shows it in a moment.',
    );
    expect(slackSource.read({ ...ruling.delivery, seq: 1, receivedAt: now })).toEqual({
      kind: 'command',
      command: {
        action: 'mute',
        incident: 'inc-57',
        who: 'steve',
        user: 'U2147483697',
        forMs: 1_800_000,
      },
    });
  });

  it.each([
    ['ack inc-57', { action: 'acknowledge' }, '👀 *You are on it:*'],
    ['resolve inc-57', { action: 'resolve' }, '✅ *Resolved:*'],
    ['page inc-57', { action: 'page' }, '📟 *Whoever is on call is being paged for*'],
    ['mute inc-57', { action: 'mute' }, '🔇 *Quiet for 1 h:*'],
  ])('“%s”', async (text, command, answer) => {
    const ruling = await ruled(text);
    if (ruling.kind !== 'accept') throw new Error('It was not let in.');
    expect(slackSource.read({ ...ruling.delivery, seq: 1, receivedAt: now })).toMatchObject({ command });
    expect(read(ruling)).toContain(answer);
  });

  it.each<[string, Partial<NamedIncident>, string]>([
    ['ack', { state: 'acknowledged', acknowledgedBy: 'steve' }, 'was acknowledged already*, by steve'],
    ['page', { state: 'resolved' }, 'is over already'],
  ])('“%s” that would do nothing says so, and is no entry', async (word, over, answer) => {
    const desk = { find: () => Promise.resolve({ ...named, ...over }) };
    const ruling = await ruled(`${word} inc-57`, { desk });
    expect(ruling.kind).toBe('answer');
    expect(read(ruling)).toContain(answer);
  });

  it('wakes nobody where there is no pager', async () => {
    expect(await said('page inc-57', { desk: { pager: false } })).toContain(
      'PAGERDUTY_ROUTING_KEY is not set',
    );
  });

  it('of an incident that is none shows those that are', async () => {
    const answer = await said('page inc-99<!channel>');
    expect(answer).toContain('*There is no incident “inc-99!channel”.* Nobody was paged.');
    expect(answer).toContain('`inc-57`');
    expect(await said('ack')).toMatch(/^\*Which incident\?\*[^]*`inc-57`/);
  });

  it.each<[MayPress, string, RegExp]>([
    ['no', 'command-not-a-responder', /only those whom SLACK_RESPONDERS/],
    ['unknown', 'command-responders-unknown', /Try again/],
  ])('of somebody who may not (%s) is refused, and they read why', async (may, code, why) => {
    const ruling = await ruled('resolve inc-57', { may });
    expect(ruling).toMatchObject({
      kind: 'refuse',
      refusal: {
        status: 200,
        code,
        apart: 'command',
        message: expect.stringContaining('U2147483697') as string,
      },
    });
    expect(read(ruling)).toMatch(why);
  });

  it('said twice has two entries, sent twice one', async () => {
    const digest = async (trigger_id: string): Promise<string> => {
      const ruling = await ruled('ack inc-57', { fields: { trigger_id } });
      return ruling.kind === 'accept' ? ruling.delivery.digest : ruling.kind;
    };
    expect(await digest('1.a')).toBe(await digest('1.a'));
    expect(await digest('1.a')).not.toBe(await digest('1.b'));
  });
});

describe('a word that is none', () => {
  it('is answered with the one that was meant, and all that can be said', async () => {
    const answer = await said('pge inc-57');
    expect(answer).toMatch(/^\*“pge” is no command\. Did you mean `\/stormrelay page`\?\*/);
    for (const word of ['open', 'ack', 'resolve', 'page', 'mute', 'oncall'])
      expect(answer).toContain(`\`/stormrelay ${word}`);
  });

  it('is answered by the command’s own name, whatever it is', async () => {
    expect(await said('help', { fields: { command: '/relay-eu' } })).toContain(
      '`/relay-eu ack &lt;incident&gt;`',
    );
  });

  it.each([
    [
      'mute inc-57 forever',
      'no time to be quiet for: from 5m to 24h, for example `/stormrelay mute inc-57 1h`',
    ],
    ['ack inc-57 inc-60', '“inc-60” is too much behind `ack`'],
  ])('“%s”', async (text, answer) => {
    expect(await said(text)).toContain(answer);
  });
});

it('whatever the relay cannot look up is told, and nothing is done', async () => {
  const failing = (): Promise<never> => Promise.reject(new Error('disk on fire'));
  const answer = await said('ack inc-57', { desk: { find: failing } });
  expect(answer).toContain('could not look it up');
  expect(answer).not.toContain('disk');
});

describe('at the door', () => {
  it('a form that is no command is refused, and a look of Slack’s answered', async () => {
    expect(await ruled('', { fields: { user_id: 'nobody' } })).toMatchObject({
      kind: 'refuse',
      refusal: { status: 400, code: 'command-unreadable' },
    });
    expect(await ruled('', { fields: { ssl_check: '1' } })).toEqual({
      kind: 'answer',
      status: 200,
      body: null,
    });
  });

  it('what Slack did not sign is refused', () => {
    const desk = { now: () => now, pager: false } as unknown as Desk;
    const door = createCommandDoor(workspaceOf({ mayAct: () => 'yes', desk, follow }));
    for (const so of [{ by: 'an0therSecret0fNobody' }, { at: now - 301_000 }, { at: now + 301_000 }])
      expect(door.receive(spokenArrival(fieldsOf('help'), so))).toMatchObject({
        kind: 'refuse',
        refusal: { status: 401 },
      });
  });
});
