import { describe, expect, test } from 'vitest';
import { eventAlert } from '../fixture.ts';

describe('wording', () => {
  test.each([
    [{ exception: { values: [{ type: 'E', value: 'v' }] } }, { title: 'E: v', type: 'E', message: 'v' }],
    [{ exception: { values: [{ type: 'E', value: '' }] } }, { title: 'E', type: 'E', message: '' }],
    [
      { exception: { values: [{ type: null, value: 'v' }] } },
      { title: 'Error: v', type: 'Error', message: 'v' },
    ],
    [{ exception: [{ type: 'E', value: 'v' }] }, { title: 'E: v' }],
    [{ exception: { type: 'E', value: 'v' } }, { title: 'E: v' }],
    [
      { exception: { values: [null, 3, 'x', []] }, title: 'T' },
      { title: 'T', type: null, message: 'T' },
    ],
    [{ logentry: { message: 'a %s', formatted: 'a b' } }, { title: 'a b', type: null, message: 'a b' }],
    [{ logentry: { message: 'a %s' } }, { message: 'a %s' }],
    [{ message: 'plain' }, { title: 'plain', message: 'plain' }],
    [{ message: { formatted: 'nested' } }, { message: 'nested' }],
    [{ metadata: { type: 'E', value: 'v' } }, { title: 'E: v', type: 'E', message: 'v' }],
    [{ metadata: { title: 'M' } }, { title: 'M', type: null, message: 'M' }],
    [{ title: 404 }, { title: '404' }],
    [
      { title: '<unlabeled event>', message: 'plain' },
      { title: 'plain', message: 'plain' },
    ],
    [
      { title: '<unlabeled event>', metadata: { title: '<unlabeled event>' } },
      { title: 'Error without a title' },
    ],
    [{}, { title: 'Error without a title', message: 'Error without a title' }],
  ])('%j', (event, wording) => {
    expect(eventAlert(event)).toMatchObject(wording);
  });

  test('long texts are cut', () => {
    const alert = eventAlert({
      title: 't'.repeat(5_000),
      exception: { values: [{ type: 'E', value: 'v'.repeat(9_000) }] },
    });
    expect([alert.title.length, alert.message.length]).toEqual([300, 2_000]);
  });
});

describe('where', () => {
  test.each([
    [
      [
        ['service', 'a'],
        ['service.name', 'b'],
      ],
      'a',
    ],
    [
      [
        ['service_name', 'c'],
        ['service.name', 'b'],
      ],
      'b',
    ],
    [[{ key: 'service_name', value: 'c' }], 'c'],
    [{ service: 'd' }, 'd'],
    [[['service', '']], 'web'],
    [[['service', null], 'x', null, ['only-key'], { key: 3, value: 1 }], 'web'],
    ['nonsense', 'web'],
  ])('tags %j name the service %s', (tags, service) => {
    expect(eventAlert({ tags }).service).toBe(service);
  });

  test('environment, release and transaction fall back to their tags', () => {
    const tags = [
      ['environment', 'production'],
      ['sentry:release', 'web@1'],
      ['transaction', '/pay'],
      ['level', 'fatal'],
    ];
    expect(eventAlert({ tags })).toMatchObject({
      environment: 'production',
      release: 'web@1',
      transaction: '/pay',
      severity: 'critical',
    });
    expect(eventAlert({ tags, environment: 'staging', release: { version: 'web@2' } })).toMatchObject({
      environment: 'staging',
      release: 'web@2',
    });
  });

  test.each([
    ['https://sentry.io/api/0/projects/acme/web/events/a1/', 'sentry:acme/41', 'web'],
    ['https://us.sentry.io/api/0/projects/Acme/web/events/a1/', 'sentry:acme/41', 'web'],
    ['https://sentry.io/organizations/acme/issues/41/', 'sentry:acme/41', null],
    ['https://acme.sentry.io/issues/41/', 'sentry:acme/41', null],
    ['https://us.sentry.io/issues/41/', 'sentry:unknown/41', null],
    ['https://sentry.io/api/0/projects/<b>/web/events/a1/', 'sentry:unknown/41', 'web'],
    [17, 'sentry:unknown/41', null],
  ])('the address %j belongs to %s', (url, issueKey, project) => {
    expect(eventAlert({ url })).toMatchObject({ issueKey, project });
  });

  test('the issue id may stand in an address alone', () => {
    const web_url = 'https://acme.sentry.io/issues/77/events/a1/';
    expect(eventAlert({ issue_id: null, web_url }).issueKey).toBe('sentry:acme/77');
    expect(eventAlert({ issue_id: 78, web_url }).issueKey).toBe('sentry:acme/78');
  });
});

describe('level', () => {
  test.each([
    ['fatal', 'fatal', 'critical'],
    ['ERROR', 'error', 'error'],
    ['warn', 'warning', 'warning'],
    ['info', 'info', 'info'],
    ['debug', 'debug', 'info'],
    [50, 'fatal', 'critical'],
    [20, 'info', 'info'],
    ['loud', 'error', 'error'],
    [null, 'error', 'error'],
    [{}, 'error', 'error'],
  ])('%j is %s and %s', (given, level, severity) => {
    expect(eventAlert({ level: given })).toMatchObject({ level, severity });
  });
});

describe('trace and fingerprint', () => {
  test.each([
    ['4be1d2f0a7c34f67b1a9e0d5c3f28a76', '4be1d2f0a7c34f67b1a9e0d5c3f28a76'],
    ['4BE1D2F0-A7C3-4F67-B1A9-E0D5C3F28A76', '4be1d2f0a7c34f67b1a9e0d5c3f28a76'],
    ['0'.repeat(32), null],
    ['short', null],
    [7, null],
  ])('the trace id %j is %j', (trace_id, traceId) => {
    expect(eventAlert({ contexts: { trace: { trace_id } } }).traceId).toBe(traceId);
  });

  test.each([
    [['{{ default }}'], null],
    [['{{default}}'], null],
    [[], null],
    ['x', null],
    [
      ['a', 3, null],
      ['a', '3'],
    ],
    [
      ['{{ default }}', 'a'],
      ['{{ default }}', 'a'],
    ],
  ])('the fingerprint %j is %j', (given, fingerprint) => {
    expect(eventAlert({ fingerprint: given }).fingerprint).toEqual(fingerprint);
  });
});

test.each([
  [
    { name: 'sentry.python', version: '2.19.0' },
    { name: 'sentry.python', major: 2 },
  ],
  [
    { name: 'sentry.javascript.node', version: '10.0.0-beta.1' },
    { name: 'sentry.javascript.node', major: 10 },
  ],
  [{ name: 'sentry.python', version: 'dev' }, null],
  [{ version: '1.0.0' }, null],
  ['sentry.python', null],
])('the SDK %j is read as %j', (sdk, read) => {
  expect(eventAlert({ sdk }).sdk).toEqual(read);
});
