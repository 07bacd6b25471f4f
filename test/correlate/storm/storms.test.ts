import { describe, expect, it } from 'vitest';
import { alert, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

describe('storms', () => {
  it('promotes the oldest member when three services share a cause, and pages once', () => {
    const story = new Story();
    redisStorm(story);
    expect(story.roots).toHaveLength(1);
    expect(story.storm.storm?.cause.kind).toBe('dependency');
    expect(story.storm.id).toBe('inc-1');
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
    expect(story.message('inc-1')).toMatchObject({ state: 'open', severity: 'critical', alerts: 6 });
  });

  it('announces the promotion in the channel, because edits notify nobody', () => {
    const story = new Story();
    redisStorm(story);
    expect(story.told('inc-1', ({ tell }) => tell === 'channel')).toHaveLength(1);
    expect(story.told('inc-1', ({ tell }) => tell === 'channel')[0]).toContain('redis');
  });

  it('makes the member whose page is wanted the root, however young', () => {
    const story = new Story();
    story.tell(0, redisAlert('cart', 1));
    story.tell(100, redisAlert('login', 1, { level: 'fatal', severity: 'critical' }));
    story.tell(200, redisAlert('search', 1));
    story.tell(300, redisAlert('search', 2));
    story.tell(400, redisAlert('mail', 1));
    expect(story.storm.id).toBe('inc-2');
    expect(story.incidents.filter((incident) => incident.parent === 'inc-2')).toHaveLength(4);
  });

  it('takes new services up at once, as children that were never shown', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(9_000, redisAlert('mail', 1));
    const child = story.incidents.find((incident) => incident.services[0]?.name === 'mail');
    expect(child?.parent).toBe('inc-1');
    const shown = [...story.wanted.values()].find((row) => row.incident === child?.id);
    expect(shown).toMatchObject({ alerts: 0, projection: { state: 'part-of' } });
    expect(story.message('inc-1')).toMatchObject({
      alerts: 7,
      services: [{ name: 'cart' }, { name: 'login' }, { name: 'search' }, { name: 'mail' }],
    });
  });

  it('never makes a storm of unrelated failures', () => {
    const story = new Story();
    const words = ['basket', 'invoice', 'avatar', 'locale', 'coupon', 'parcel', 'ledger', 'widget'];
    for (const [n, word] of words.entries()) {
      story.tell(
        n * 1_000,
        alert({
          issueKey: `sentry:acme/${word}`,
          service: `s-${word}`,
          title: `${word} failed`,
          message: `${word} is undefined here`,
          type: `${word}Error`,
          exceptions: [{ type: `${word}Error`, value: `${word} is undefined here`, module: null }],
        }),
      );
    }
    expect(story.incidents.some((incident) => incident.storm !== null)).toBe(false);
  });

  it('never crosses environment classes', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(5_000, redisAlert('mail', 1, { environment: 'staging' }));
    expect(
      story.incidents.find((incident) => incident.environmentClass === 'non-production')?.parent,
    ).toBeNull();
  });

  it('resolves when the issues of the root and of all children are resolved, and not before', () => {
    const story = new Story();
    redisStorm(story);
    const keys = ['cart-1', 'cart-2', 'login-1', 'login-2', 'search-1'];
    for (const key of keys)
      story.tell(
        minute,
        alert({ issueKey: `sentry:acme/${key}`, status: 'resolved', resource: 'issue.resolved' }),
      );
    expect(story.storm.status).toBe('open');
    story.tell(
      minute,
      alert({ issueKey: 'sentry:acme/search-2', status: 'resolved', resource: 'issue.resolved' }),
    );
    expect(story.incidents.every((incident) => incident.status === 'resolved')).toBe(true);
    expect(story.pages()).toEqual(['inc-1:1:resolved']);
  });

  it('acts on the root when a human resolves a child', () => {
    const story = new Story();
    redisStorm(story);
    story.operator(minute, 'resolve', 'inc-3');
    expect(story.storm).toMatchObject({ status: 'resolved', resolution: { by: 'human', who: 'Ada' } });
  });
});
