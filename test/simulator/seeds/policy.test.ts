import { describe, expect, it } from 'vitest';
import { drawStory } from '../../../simulator/seeds/story/draw.ts';
import { noPolicy, policyFile, type DrawnPolicy } from '../../../simulator/seeds/story/policy.ts';
import { loadSettings } from '../../../src/config/load.ts';
import { compilePolicy } from '../../../src/config/policy.ts';

const drawn = Array.from({ length: 300 }, (_, n) => drawStory(n + 1).policy);
const places = {
  channels: ['C0AAAAAAAA1', 'C0AAAAAAAA2'],
  keys: ['a', 'b', 'c'].map((letter) => letter.repeat(32)),
  from: Date.UTC(2027, 5, 14),
  until: Date.UTC(2027, 5, 17),
};
const environment = {
  SENTRY_SIGNING_SECRETS: 'a-whole-client-secret-0001',
  SLACK_BOT_TOKEN: 'xoxb-100200300-our-own-token',
  SLACK_CHANNEL: places.channels.join(','),
  PAGERDUTY_ROUTING_KEY: 'a'.repeat(32),
};

function receiversOf(policy: DrawnPolicy): readonly string[] {
  const text = policyFile(policy, places);
  const named = text === null ? {} : { STORMRELAY_CONFIG: 'stormrelay.yaml' };
  const { settings } = loadSettings({ ...environment, ...named }, () => text ?? '');
  return compilePolicy(settings).receivers.map(({ kind }) => kind);
}

describe('the policy that a seed draws', () => {
  it('is nothing in about half of all stories, and draws everything somewhere', () => {
    const plain = drawn.filter((policy) => policy === noPolicy).length;
    expect(plain).toBeGreaterThan(100);
    expect(plain).toBeLessThan(200);
    const some = (is: (policy: DrawnPolicy) => boolean): boolean => drawn.some(is);
    expect([
      some(({ secondTeam }) => secondTeam.length > 0),
      some(({ escalates }) => escalates),
      some(({ repeats }) => repeats),
      some(({ maintained }) => maintained !== null),
      some(({ storm }) => storm !== null),
      some(({ stormChannels }) => stormChannels),
      some(({ broadcasts }) => broadcasts),
    ]).not.toContain(false);
  });

  it('is a configuration that the relay takes, with the receivers that it means', () => {
    for (const policy of drawn) {
      const pagers = receiversOf(policy).filter((kind) => kind === 'pager');
      const teams = policy.secondTeam.length > 0 ? 2 : 1;
      expect(pagers, JSON.stringify(policy)).toHaveLength(teams + (policy.escalates ? 1 : 0));
    }
  });
});
