import { describe, expect, it } from 'vitest';
import { slackSettings } from '../../../src/integrations/slack/config.ts';
import { channelOf, slackCredential, slackReceiver } from '../../../src/integrations/slack/receiver.ts';
import { channel, token } from './slack-edge.ts';

const right = { token, channels: [channel] };

function complaint(over: Record<string, unknown>): string {
  const read = slackSettings.safeParse({ ...right, ...over });
  return read.success ? '' : read.error.issues.map(({ message }) => message).join(' ');
}

describe("Slack's settings", () => {
  it('need a token and a channel, and have defaults for the rest', () => {
    expect(slackSettings.parse(right)).toEqual({
      ...right,
      stormChannels: 'false',
      stormChannelPrefix: 'inc-',
      testChannel: null,
      signingSecrets: [],
      appToken: null,
      broadcast: [],
      responders: [],
      apiUrl: 'https://slack.com/api/',
      limits: { postBurst: 5, postsPerMinute: 240, updatesPerMinute: 50, historyPerMinute: 50 },
    });
  });

  it.each([
    ['', 'is empty'],
    ['xapp-1-A1-2-abcdef', 'app-level token'],
    ['xoxp-1-2-3-abcdef', "user's token"],
    ['https://hooks.slack.com/services/T1/B1/x', 'incoming webhooks cannot update'],
    ['hunter2 hunter2', 'starts with "xoxb-"'],
  ])('say which mistake %j is, without repeating it', (wrong, words) => {
    expect(complaint({ token: wrong })).toContain(words);
    if (wrong !== '') expect(complaint({ token: wrong })).not.toContain(wrong);
  });

  it('want the id of a channel, because its name cannot be updated', () => {
    expect(complaint({ channels: ['#incidents'] })).toContain("channel's id");
    expect(complaint({ channels: [] })).toContain('at least one channel');
  });

  it('want an http address', () => {
    expect(complaint({ apiUrl: 'ftp://slack.com' })).toContain('http or https');
    expect(complaint({ apiUrl: 'https://a:b@slack.com' })).toContain('without user name');
    expect(complaint({ apiUrl: 'http://127.0.0.1:9/api/' })).toBe('');
  });

  it('refuse limits that mean nothing, and settings that do not exist', () => {
    expect(complaint({ limits: { postBurst: 0 } })).toContain('At least 1');
    expect(complaint({ chanel: 'C1' })).not.toBe('');
  });
});

describe("Slack's receivers", () => {
  it('are named after their channel, and their credential after a fingerprint of the token', () => {
    expect(slackReceiver(channel, token)).toEqual({
      id: 'slack/C0123ABCD',
      kind: 'chat',
      lane: 'slack:C0123ABCD',
      credential: slackCredential(token),
    });
    expect(slackCredential(token)).toMatch(/^slack:[0-9a-f]{8}$/);
    expect(channelOf(slackReceiver(channel, token).lane)).toBe(channel);
  });
});
