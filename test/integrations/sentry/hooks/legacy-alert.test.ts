import { expect, test } from 'vitest';
import { alertFrom } from '../fixture.ts';

const url = 'https://sentry.io/organizations/acme/issues/41/?referrer=webhooks_plugin';

test('what the event below does not say is taken from the body around it', () => {
  const body = {
    id: 41,
    url,
    project: 'web',
    level: 'warning',
    culprit: 'web.pay',
    message: 'card refused',
    event: {},
  };
  expect(alertFrom('legacy', body)).toMatchObject({
    issueKey: 'sentry:acme/41',
    service: 'web',
    title: 'card refused',
    message: 'card refused',
    culprit: 'web.pay',
    severity: 'warning',
    rules: [],
  });
});

test('what the event says itself counts more', () => {
  const event = { title: 'T', message: 'from below', level: 'fatal', culprit: 'below' };
  const body = {
    id: '41',
    url,
    project_slug: 'web',
    level: 'warning',
    culprit: 'above',
    message: 'above',
    event,
  };
  expect(alertFrom('legacy', body)).toMatchObject({
    title: 'T',
    message: 'from below',
    culprit: 'below',
    level: 'fatal',
  });
});

test('the issue may be named by its address alone, and the event may be missing', () => {
  expect(alertFrom('legacy', { url, message: 'm' })).toMatchObject({
    issueKey: 'sentry:acme/41',
    title: 'm',
    service: 'unknown',
  });
});

test('at most 20 rules are kept, and only texts', () => {
  const triggering_rules = [null, {}, ...Array.from({ length: 50 }, (_, n) => `rule ${n}`)];
  expect(alertFrom('legacy', { id: '41', triggering_rules }).rules).toEqual(
    Array.from({ length: 18 }, (_, n) => `rule ${n}`),
  );
});
