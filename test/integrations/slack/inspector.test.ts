import { beforeEach, describe, expect, it } from 'vitest';
import { nothingSent } from '../../../src/domain/sending/sent.ts';
import type { FaultSpec } from '../../../simulator/fakes/start.ts';
import { createSlackInspector } from '../../../src/integrations/slack/inspector.ts';
import { silentLog } from '../../../src/seams/log.ts';
import type { Finding, Inspector } from '../../../src/seams/inspector.ts';
import { singleMessage } from '../../notifiers/example-projections.ts';
import { clockFor, rowOf } from '../../notifiers/example-sends.ts';
import { posted } from '../../sent.ts';
import { callSlack, post, started, type Started } from '../../simulator/fakes/started.ts';
import { limits, token as otherToken } from './slack-edge.ts';

describe('the Slack inspector against the fake Slack', () => {
  let world: Started;
  let channel: string;

  /** Whether a fault leaves calls without an answer. */
  let silent = false;

  beforeEach(async () => {
    world = await started();
    silent = false;
    channel = world.fakes.connection.slack.channel;
  });

  function inspector(token = world.fakes.connection.slack.token): Inspector {
    const config = { token, apiUrl: world.fakes.connection.slack.url, limits };
    return createSlackInspector({ config, clock: clockFor(silent), log: silentLog });
  }

  const probe = (place = channel): Promise<Finding> => inspector().probe(`slack:${place}`);

  const readBack = (handle: string | null): Promise<Finding> =>
    inspector().readBack(
      rowOf(singleMessage(), `slack:${channel}`, {
        sent: handle === null ? nothingSent : posted({ handle }),
      }),
    );

  const calls = (): string[] => world.fakes.observed().slack.calls.map(({ method }) => method);

  function drop(...scopes: readonly string[]): void {
    for (const scope of scopes) world.fakes.slack.dropScope(scope);
  }

  function fault(method: string, spec: FaultSpec['fault']): void {
    world.fakes.faults.add({ target: { service: 'slack', method }, fault: spec });
    silent = spec.kind === 'timeout';
  }

  it('sees that the bot may post, and posts nothing to find out', async () => {
    expect(await probe()).toEqual({
      kind: 'yes',
      detail: `The bot of Fake Workspace is a member of ${channel} and may post.`,
      link: null,
    });
    expect(calls()).toEqual(['auth.test', 'conversations.info']);
    expect(world.fakes.observed().slack.messages).toEqual([]);
  });

  it('asks the history where it may not ask about channels, and says what it could not see', async () => {
    drop('channels:read');
    const finding = await probe();
    expect(finding).toMatchObject({ kind: 'yes' });
    expect(finding.detail).toMatch(/is a member of C\w+ and may post\. Whether the channel is archived/);
    expect(calls()).toEqual(['auth.test', 'conversations.history']);
  });

  it('trusts the token alone where nothing may be read, and says so', async () => {
    drop('channels:read', 'channels:history', 'groups:history');
    const finding = await probe();
    expect(finding).toMatchObject({ kind: 'blind' });
    expect(finding.detail).toContain('could not be checked');
    expect(finding.detail).toContain('channels:history');
  });

  it('sees a token that Slack does not know', async () => {
    const finding = await inspector(otherToken).probe(`slack:${channel}`);
    expect(finding).toMatchObject({ kind: 'no' });
    expect(finding.detail).toContain('invalid_auth. Check the bot token.');
    expect(calls()).toEqual(['auth.test']);
  });

  it('sees that the app was never allowed to post', async () => {
    drop('chat:write');
    const finding = await probe();
    expect(finding).toMatchObject({ kind: 'no' });
    expect(finding.detail).toContain('lacks the scope chat:write');
    expect(finding.detail).toContain('reinstall the app');
  });

  it('sees a channel that is unknown, one that it was removed from, and one that is archived', async () => {
    const left = world.fakes.slack.addChannel('left');
    world.fakes.slack.removeFromChannel(left);
    const archived = world.fakes.slack.addChannel('archived');
    world.fakes.slack.archiveChannel(archived);
    const advices = new Map([
      ['C0NOSUCH', 'Check the channel id'],
      [left, 'Invite the bot to the channel.'],
      [archived, 'Unarchive the channel or configure another one.'],
    ]);
    for (const [place, advice] of advices) {
      const finding = await probe(place);
      expect(finding).toMatchObject({ kind: 'no' });
      expect(finding.detail).toContain(advice);
      expect(finding.detail).toContain(place);
    }
    drop('channels:read');
    expect(await probe('C0NOSUCH')).toMatchObject({ kind: 'no' });
    expect(await probe(left)).toMatchObject({ kind: 'no' });
  });

  it.each(['auth.test', 'conversations.info'])(
    'looks again later when %s does not answer',
    async (method) => {
      fault(method, { kind: 'rate-limit', retryAfter: 30, form: 'header' });
      expect(await probe()).toMatchObject({ kind: 'unknown', waitMs: 30_000 });
      for (const spec of [
        { kind: 'status', status: 503 },
        { kind: 'timeout', takesEffect: false },
        { kind: 'reset', when: 'before' },
        { kind: 'html', takesEffect: false },
      ] as const) {
        world.fakes.faults.clear();
        fault(method, spec);
        expect(await probe(), spec.kind).toMatchObject({ kind: 'unknown', waitMs: 2000 });
      }
    },
  );

  it('reads a message back, with the address where people see it', async () => {
    const older = await post(world.fakes);
    const ts = await post(world.fakes);
    await post(world.fakes);
    for (const handle of [older, ts]) {
      expect(await readBack(handle)).toEqual({
        kind: 'yes',
        detail: `Slack shows the message in ${channel}.`,
        link: `https://fake-workspace.slack.com/archives/${channel}/p${handle.replace('.', '')}`,
      });
    }
  });

  it('reads a message back without its address, when only that cannot be had', async () => {
    const ts = await post(world.fakes);
    fault('chat.getPermalink', { kind: 'status', status: 500 });
    expect(await readBack(ts)).toMatchObject({ kind: 'yes', link: null });
  });

  it('reads a reply back in its thread', async () => {
    const root = await post(world.fakes);
    const ts = await post(world.fakes, { thread_ts: root });
    const row = rowOf(singleMessage(), `slack:${channel}`, { sent: posted({ handle: ts }) });
    expect(await inspector().readBack({ ...row, surface: 'thread' })).toMatchObject({ kind: 'yes' });
    expect(await readBack(ts)).toMatchObject({ kind: 'no' });
  });

  it('sees that Slack took a message and did not show it', async () => {
    fault('chat.postMessage', { kind: 'hidden' });
    const finding = await readBack(await post(world.fakes));
    expect(finding).toMatchObject({ kind: 'no' });
    expect(finding.detail).toContain("Slack answered ok, but the message is not in the channel's history");
  });

  it('sees that a message was deleted, and one that never was', async () => {
    const ts = await post(world.fakes);
    world.fakes.slack.deleteMessage(channel, ts);
    expect(await readBack(ts)).toMatchObject({ kind: 'no' });
    expect(await readBack('1700000000.000100')).toMatchObject({ kind: 'no' });
  });

  it('looks for nothing that was not posted', async () => {
    for (const handle of [null, '']) expect(await readBack(handle)).toMatchObject({ kind: 'unknown' });
    expect(calls()).toEqual([]);
  });

  it('is blind without the scope, and where it is no longer a member', async () => {
    const ts = await post(world.fakes);
    world.fakes.slack.removeFromChannel(channel);
    expect(await readBack(ts)).toMatchObject({ kind: 'blind' });
    drop('channels:history');
    const finding = await readBack(ts);
    expect(finding).toMatchObject({ kind: 'blind' });
    expect(finding.detail).toContain('It needs the scope channels:history.');
  });

  it('looks again later when the history does not answer', async () => {
    const ts = await post(world.fakes);
    fault('conversations.history', { kind: 'rate-limit', retryAfter: 12, form: 'header' });
    expect(await readBack(ts)).toMatchObject({ kind: 'unknown', waitMs: 12_000 });
    for (const spec of [
      { kind: 'status', status: 502 },
      { kind: 'timeout', takesEffect: false },
      { kind: 'html', takesEffect: false },
    ] as const) {
      world.fakes.faults.clear();
      fault('conversations.history', spec);
      expect(await readBack(ts), spec.kind).toMatchObject({ kind: 'unknown', waitMs: 2000 });
    }
  });

  it('draws each look from half of the budget of the history', () => {
    const window = { kind: 'window', limit: limits.historyPerMinute, perMs: 62_000 };
    const debits = [{ bucket: 'history', spec: window, share: 0.5 }];
    expect(inspector().probeDebits(`slack:${channel}`)).toEqual(debits);
    expect(inspector().readBackDebits(rowOf(singleMessage(), `slack:${channel}`))).toEqual(debits);
  });

  it('is held to the same rules as posting when a person removed the bot', async () => {
    world.fakes.slack.removeFromChannel(channel);
    const posting = await callSlack(world.fakes, 'chat.postMessage', { channel, text: 'x' });
    expect(posting.body).toMatchObject({ ok: false, error: 'not_in_channel' });
  });
});
