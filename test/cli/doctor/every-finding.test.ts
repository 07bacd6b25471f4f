import { describe, expect, it } from 'vitest';
import { whereaboutsIn } from '../../../src/config/load.ts';
import { leafPaths, leaves } from '../../../src/config/schema/leaves.ts';
import type { Fact } from '../../../src/cli/doctor/facts.ts';
import { judged } from '../../../src/cli/doctor/words.ts';

const url = 'https://relay.example.com';
const disk = { folder: '/data', near: '/data', freeBytes: 1, neededBytes: 2 };
const finding = { kind: 'unknown', code: 'unreachable', detail: 'No connection.', waitMs: 1 } as const;
const refused = { kind: 'no', code: 'key-refused', detail: 'It is refused. Correct it.' } as const;

/** One of each: a code that is added has to be here. */
const every: { readonly [C in Fact['code']]: Fact & { readonly code: C } } = {
  mistake: { code: 'mistake', said: 'a: is wrong. Write b.' },
  'configuration-read': { code: 'configuration-read' },
  hint: { code: 'hint', said: 'a: is odd. Write b.' },
  'still-needed': { code: 'still-needed', said: 'SLACK_BOT_TOKEN: is missing.' },
  asked: { code: 'asked', what: 'pagerduty/1', finding, place: 'f.yaml:1:1 (pagerduty.events_url)' },
  'scope-missing': { code: 'scope-missing', said: 'It lacks a scope. Add it.', needed: true },
  'other-region': { code: 'other-region', key: 'pagerduty/1', url, place: 'f.yaml:1:1 (a)' },
  'pager-not-heard': { code: 'pager-not-heard' },
  'on-call': { code: 'on-call', people: ['Ada'] },
  'nobody-on-call': { code: 'nobody-on-call' },
  'on-call-unknown': { code: 'on-call-unknown', why: 'It says nothing.' },
  'sentry-not-asked': { code: 'sentry-not-asked' },
  'sentry-refused': { code: 'sentry-refused', why: 'Sentry does not take the token.' },
  'sentry-silent': { code: 'sentry-silent', why: 'sentry.io gave no answer.' },
  'integration-unseen': { code: 'integration-unseen' },
  'integration-disabled': { code: 'integration-disabled', name: 'n' },
  'integration-elsewhere': { code: 'integration-elsewhere', url: null, expected: url },
  'integration-sends': { code: 'integration-sends', name: 'n', url },
  'requests-fail': { code: 'requests-fail', failed: 2, of: 3, last: 401 },
  'issue-not-told': { code: 'issue-not-told' },
  'no-rule': { code: 'no-rule', integration: 'n' },
  'rules-tell': { code: 'rules-tell', names: ['a'] },
  'rule-storms': { code: 'rule-storms', name: 'a' },
  'rules-tell-once': { code: 'rules-tell-once' },
  'clock-agrees': { code: 'clock-agrees', host: 'slack.com', skewMs: 0 },
  'clock-off': { code: 'clock-off', host: 'slack.com', skewMs: 31_000 },
  'clock-wrong': { code: 'clock-wrong', host: 'slack.com', skewMs: 300_000 },
  'clock-unknown': { code: 'clock-unknown', hosts: ['slack.com'] },
  'disk-takes': { code: 'disk-takes', ...disk },
  'disk-small': { code: 'disk-small', ...disk },
  'disk-full': { code: 'disk-full', ...disk },
  'disk-refuses': { code: 'disk-refuses', folder: '/data', why: 'EROFS' },
  'disk-missing': { code: 'disk-missing', folder: '/data/deep', near: '/data', why: 'EACCES' },
  'port-free': { code: 'port-free', where: url },
  'port-relay': { code: 'port-relay', where: url },
  'port-taken': {
    code: 'port-taken',
    why: 'Cannot listen on 127.0.0.1:1: it is taken.',
    advice: 'Stop it, or give it another port in PORT.',
  },
  'address-missing': { code: 'address-missing' },
  'address-not-asked': { code: 'address-not-asked' },
  'address-open': { code: 'address-open', url },
  'address-silent': { code: 'address-silent', url, why: 'refused' },
  'address-not-trusted': { code: 'address-not-trusted', url, why: 'CERT_HAS_EXPIRED' },
  'certificate-ends': { code: 'certificate-ends', url, days: 3 },
  'address-other': { code: 'address-other', url, status: 502 },
  'address-answers': { code: 'address-answers', url, days: null },
};

/** They come with their advice, from whoever knows it. */
const saidElsewhere: readonly Fact['code'][] = ['mistake', 'hint', 'still-needed', 'asked', 'scope-missing'];
const key = 'a'.repeat(32);
const file = [
  'listen: { host: 0.0.0.0, port: 8080 }',
  'store: sqlite:/data/relay.db',
  'public_url: https://relay.example.com',
  'sentry:',
  '  signing_secrets: [s3cret-of-sentry]',
  '  auth_token: token-of-sentry',
  '  org: acme',
  '  url: https://sentry.example.com',
  'retention: { max_size: 1GiB }',
  'pagerduty: { api_token: token-of-pagerduty, events_url: https://events.pagerduty.com }',
  'receivers:',
  `  - { name: payments, pagerduty: { routing_key: ${key} } }`,
].join('\n');
const ofFile = whereaboutsIn({ STORMRELAY_CONFIG: 'f.yaml', PORT: '9090' }, () => file);
const ofEnvironment = whereaboutsIn({ STORE_URL: 'sqlite:/data/relay.db', PAGERDUTY_ROUTING_KEY: key });

describe('a finding of the doctor', () => {
  it.each(Object.values(every))('$code says what is so, and what to do unless all is well', (fact) => {
    const { verdict, detail, todo } = judged(fact, ofFile);
    expect(detail).toMatch(/^\S.*\.$/);
    if (saidElsewhere.includes(fact.code)) return;
    expect(todo === null).toBe(verdict === 'ok');
    if (todo !== null) expect(todo).toMatch(/^\S.{5,}\.$/);
  });

  it.each(Object.values(every))('$code names no variable where the file says it', (fact) => {
    const { detail } = judged(fact, ofFile);
    if (fact.code === 'still-needed') return;
    const variables = leafPaths().flatMap((path) => leaves[path].variable ?? []);
    expect(variables.filter((name) => detail.split(/[^A-Z_]+/).includes(name))).toEqual([]);
  });

  it('names the line and the key of the file, or the variable, whichever says it', () => {
    const port = every['port-taken'];
    expect(judged(port, ofFile).detail).toContain('f.yaml:1:32 (listen.port)');
    expect(judged(port, ofEnvironment).detail).toContain('another port in PORT.');
    expect(judged(every['disk-refuses'], ofEnvironment).detail).toContain('another file in STORE_URL.');
    expect(ofFile.value(key)).toBe('f.yaml:12:49 (receivers[0].pagerduty.routing_key)');
    expect(ofEnvironment.value(key)).toBe('PAGERDUTY_ROUTING_KEY');
    expect(ofEnvironment.value('b'.repeat(32))).toBeNull();
  });

  it('names only what is missing, of what Sentry is asked with', () => {
    const without = (name: string) =>
      judged(
        every['sentry-not-asked'],
        whereaboutsIn({ STORMRELAY_CONFIG: 'f.yaml' }, () => file.replace(name, '#')),
      ).todo;
    expect(without('auth_token')).toMatch(/^Set sentry\.auth_token \(docs/);
    expect(without('org:')).toMatch(/^Set sentry\.org \(docs/);
    expect(judged(every['sentry-not-asked'], ofEnvironment).todo).toMatch(
      /^Set SENTRY_AUTH_TOKEN and SENTRY_ORG \(docs/,
    );
  });

  it('names settings as they are configured also where the sentence is that of a vendor or a socket', () => {
    const why =
      'Check PAGERDUTY_API_TOKEN, or set PAGERDUTY_SERVICE_ID, or SLACK_STORM_CHANNELS=false. ODD_ID.';
    const fact = { ...every['on-call-unknown'], why };
    const ofKey = whereaboutsIn({ PAGERDUTY_API_TOKEN: 'token-of-pagerduty' });
    expect(judged(fact, ofKey).detail).toContain(why);
    expect(judged(fact, ofEnvironment).todo).toMatch(/^Set PAGERDUTY_API_TOKEN \(/);
    expect(judged(fact, ofFile).detail).toContain(
      'Check f.yaml:10:25 (pagerduty.api_token), or set pagerduty.service_id, or slack.storm_channels=false. ODD_ID.',
    );
  });

  it("names the vendor's own setting where two have the same address", () => {
    const where = whereaboutsIn(
      { STORMRELAY_CONFIG: 'f.yaml' },
      () =>
        `slack: { api_url: "${url}" }\npagerduty: { events_url: "${url}" }\nreceivers: [{ slack: { api_url: "${url}/" } }]`,
    );
    expect(where.value(url, 'pagerduty')).toBe('f.yaml:2:26 (pagerduty.events_url)');
    expect(where.value(`${url}/`, 'slack')).toBe('f.yaml:3:33 (receivers[0].slack.api_url)');
    expect(where.value(`${url}/`, 'pagerduty')).toBeNull();
  });

  it('says of what was asked where its value stands, and what to do where nobody answered', () => {
    expect(judged(every.asked, ofFile).detail).toMatch(
      /^pagerduty\/1: No connection\. Check that .*\(DNS.* It is set in f\.yaml:1:1 \(pagerduty\.events_url\)\.$/,
    );
    const no = judged({ ...every.asked, finding: refused, place: ofFile.value(key) }, ofFile).detail;
    expect(no).toMatch(/Correct it\. It is set in f\.yaml:12:49 /);
  });

  it('says of a folder that is not there that it is not, and not that it cannot be written', () => {
    expect(judged(every['disk-missing'], ofFile).detail).toMatch(/^The folder \/data\/deep does not exist/);
    const made = judged({ ...every['disk-takes'], folder: '/data/deep' }, ofFile).detail;
    expect(made).toMatch(/^\/data\/deep is not there yet\. The relay makes it in \/data,/);
  });
});
