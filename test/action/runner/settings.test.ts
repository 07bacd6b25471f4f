import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { RunContext } from '../../../src/action/runner/github-context.ts';
import { inputDefaults, inputNames, type RawInputs } from '../../../src/action/runner/settings.ts';
import type { CheckSettings } from '../../../src/action/judge/check-settings.ts';
import { readSettings } from '../../../src/action/runner/settings.ts';

const context: RunContext = {
  service: 'cart',
  release: 'abc123',
  by: 'kim',
  what: null,
  compareUrl: null,
  runUrl: null,
};
const enough: RawInputs = { 'relay-url': 'https://relay.example', 'drill-secret': 's3cret', token: 'tok' };

function settingsOf(inputs: RawInputs): CheckSettings {
  const read = readSettings({ ...enough, ...inputs }, context);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.settings;
}

function problemOf(inputs: RawInputs): string {
  const read = readSettings({ ...enough, ...inputs }, context);
  return read.ok ? 'none' : read.problems.map(({ input, message }) => `${input}: ${message}`).join('\n');
}

describe('the settings', () => {
  it('are filled from the run where nothing is given', () => {
    expect(settingsOf({})).toEqual({
      relay: 'https://relay.example',
      drillSecret: 's3cret',
      token: 'tok',
      subject: { service: 'cart', environment: 'production', release: 'abc123', by: 'kim' },
      expect: null,
      scenario: 'single',
      timeoutMs: 60_000,
      limits: { ack: 1000, slack: 10_000, page: 10_000 },
      onFailure: 'fail',
      deploy: {
        service: 'cart',
        environment: 'production',
        release: 'abc123',
        by: 'kim',
        what: null,
        compareUrl: null,
        runUrl: null,
      },
      retries: 0,
    });
  });

  it.each([
    ['5', 5_000],
    ['1500ms', 1_500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['1.5 m', 90_000],
  ])('read the timeout %s', (text, ms) => {
    expect(settingsOf({ timeout: text }).timeoutMs).toBe(ms);
  });

  it.each([
    ['500', 500],
    ['2s', 2_000],
  ])('read the limit %s', (text, ms) => {
    expect(settingsOf({ 'max-ack-ms': text }).limits.ack).toBe(ms);
  });

  it.each([
    ['slack', ['slack']],
    ['page, Slack', ['slack', 'page']],
    ['ack-only', []],
    ['', null],
  ])('read the expectation "%s"', (text, hops) => {
    expect(settingsOf({ expect: text }).expect).toEqual(hops);
  });

  it.each([
    ['https://relay.example/', 'https://relay.example'],
    ['http://10.0.0.7:8080/stormrelay//', 'http://10.0.0.7:8080/stormrelay'],
    ['HTTPS://Relay.Example', 'https://relay.example'],
  ])('read the address %s', (text, relay) => {
    expect(settingsOf({ 'relay-url': text }).relay).toBe(relay);
  });

  it.each<[RawInputs, string]>([
    [{ 'relay-url': '' }, 'relay-url: It is empty'],
    [{ 'relay-url': 'relay.example' }, 'no http(s) address'],
    [{ 'relay-url': 'ftp://relay.example' }, 'no http(s) address'],
    [{ 'relay-url': 'https://kim:pw@relay.example' }, 'user or password'],
    [{ 'relay-url': 'https://relay.example/?token=x' }, 'what follows "?"'],
    [{ 'drill-secret': '' }, 'drill-secret: It is empty'],
    [{ token: 'two words' }, 'token: It has a space'],
    [{ expect: 'slack,ack-only' }, 'expect: It names something else'],
    [{ timeout: '0' }, 'no time from 1 s to 9 min'],
    [{ timeout: '10m' }, 'no time from 1 s to 9 min'],
    [{ 'max-page-ms': 'fast' }, 'max-page-ms: It is no number'],
    [{ scenario: 'hurricane' }, 'Write single or storm.'],
    [{ 'record-deploy': 'yes' }, 'neither true nor false'],
    [{ retries: '11' }, 'from 0 to 10'],
    [{ service: 'x'.repeat(101) }, 'longer than 100'],
    [{ release: 'x'.repeat(201) }, 'longer than 200'],
    [{ environment: 'a\nb' }, 'a line break'],
  ])('refuse %j with what to write instead', (inputs, words) => {
    expect(problemOf(inputs)).toContain(words);
  });

  it('name every wrong input at once, and never a secret', () => {
    const text = problemOf({ token: 'very secret indeed', timeout: 'soon', retries: 'many' });
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('very secret');
  });
});

describe('a secret in the wrong input', () => {
  const secrets = {
    'drill-secret': 'Kd83hf0aJx72mQpLwz5TnB19',
    token: 'ci-9f8e7d6c5b4a39281706f5e4d3c2b1a0',
  } as const;
  const secretNames = ['drill-secret', 'token'] as const;
  const cases = inputNames.flatMap((input) =>
    secretNames.filter((secret) => secret !== input).map((secret) => ({ input, secret })),
  );
  const given = { 'relay-url': 'https://relay.example', ...secrets };

  it.each(cases.filter(({ input }) => !secretNames.some((name) => name === input)))(
    'is refused and not repeated: $secret in $input',
    ({ input, secret }) => {
      const text = problemOf({ ...given, [input]: secrets[secret] });
      expect(text).toMatch(new RegExp(`^${input}: It holds the (drill secret|CI token)\\.`));
      expect(text.toLowerCase()).not.toContain(secrets[secret].toLowerCase().slice(0, 6));
    },
  );

  it.each(cases)('is not repeated when both were exchanged: $secret and $input', ({ input, secret }) => {
    const other = { ...inputDefaults, ...given }[input] ?? '';
    const text = problemOf({ ...given, [secret]: other, [input]: secrets[secret] });
    expect(text.toLowerCase()).not.toContain(secrets[secret].toLowerCase().slice(0, 6));
  });

  it.each([
    `https://${secrets['drill-secret']}.example`,
    `https://relay.example/${secrets.token}/`,
    'https://relay.example/%63i-9f8e7d6c5b4a39281706f5e4d3c2b1a0',
    'https://relay.example/%zz/%63i-9f8e7d6c5b4a39281706f5e4d3c2b1a0',
  ])('is found inside of an address', (address) => {
    expect(problemOf({ ...given, 'relay-url': address })).toMatch(/^relay-url: It holds the/);
  });

  it.each(['\t', '\n', '\r\n', ' '])('is no part of an address that %j divides', (blank) => {
    const half = secrets['drill-secret'].slice(0, 12);
    const address = `https://relay.example/${half}${blank}${secrets['drill-secret'].slice(12)}`;
    const text = problemOf({ ...given, 'relay-url': address });
    expect(text).toMatch(/^relay-url: It is no http\(s\) address/);
    expect(text).not.toContain(half);
  });

  it('is one line', () => {
    const text = problemOf({ ...given, 'drill-secret': 'first-line-of-it\nsecond-line-of-it' });
    expect(text).toBe('drill-secret: It has a line break in it. Copy the secret again, as one line.');
  });

  it('is told by the address in its own place', () => {
    const text = problemOf({ 'relay-url': secrets['drill-secret'], 'drill-secret': 'https://relay.example' });
    expect(text.split('\n')).toEqual([
      expect.stringMatching(/^relay-url: It is no http/),
      expect.stringMatching(/^drill-secret: It is an address, and no secret/),
    ]);
  });

  it('may be a short word that a name happens to hold, but not the name itself', () => {
    expect(problemOf({ 'drill-secret': 'checkout', service: 'checkout-eu' })).toBe('none');
    expect(problemOf({ 'drill-secret': 'checkout', service: 'checkout' })).toMatch(/^service: It holds/);
  });
});

describe('action.yml', () => {
  const manifest = parse(readFileSync(path.join(import.meta.dirname, '../../../action.yml'), 'utf8')) as {
    inputs: Record<string, { description: string; default?: string; required?: boolean }>;
    outputs: Record<string, { description: string }>;
    runs: object;
  };

  it('documents exactly the inputs that are read, with their defaults', () => {
    expect(Object.keys(manifest.inputs)).toEqual([...inputNames]);
    for (const name of inputNames) {
      expect(manifest.inputs[name]?.description.length).toBeGreaterThan(20);
      expect(manifest.inputs[name]?.default ?? '').toBe(inputDefaults[name] ?? '');
    }
  });

  it('documents the outputs, and runs the bundle in both steps', () => {
    expect(Object.keys(manifest.outputs)).toEqual([
      'result',
      'ack-ms',
      'slack-ms',
      'page-ms',
      'slack-permalink',
      'pagerduty-dedup-key',
      'report',
    ]);
    expect(manifest.runs).toEqual({
      using: 'node24',
      main: 'dist/action.js',
      post: 'dist/post.js',
      'post-if': 'always()',
    });
  });
});
