import { expect, test } from 'vitest';
import { alertFrom, entryOf, source } from '../fixture.ts';

test.each([
  ['status_unresolved', 'ongoing', { status: 'firing', reopened: 'by-hand' }],
  ['status_unresolved', 'escalating', { status: 'firing', reopened: 'escalating' }],
  ['status_escalating', 'escalating', { status: 'firing', reopened: 'escalating' }],
  ['status_regression', 'ongoing', { status: 'firing', reopened: 'regressed' }],
  ['auto_set_ongoing', 'ongoing', { status: 'firing', reopened: 'archive-over' }],
  ['status_resolved', null, { status: 'resolved', reopened: null }],
  ['status_resolved_by_age', null, { status: 'resolved', reopened: null }],
  ['status_resolved_in_commit', null, { status: 'resolved', reopened: null }],
])('activity %s with substatus %s', (type, substatus, turn) => {
  const data = { issue: { id: '9', substatus }, activity: { type } };
  expect(alertFrom('activity_alert', { action: 'triggered', data })).toMatchObject(turn);
});

test('an activity that neither fires nor ends anything is set aside, even without an issue', () => {
  const body = JSON.stringify({
    action: 'triggered',
    data: { activity: { type: 'appeared_in_pull_request' } },
  });
  expect(source.read(entryOf('activity_alert', body)).kind).toBe('set-aside');
});

const sentry = { type: 'application', id: 'sentry', name: 'Sentry' };
const nora = { type: 'user', id: 4711, name: 'Nora Lindqvist' };

test.each([
  ['ongoing', sentry, 'archive-over'],
  [null, sentry, 'archive-over'],
  ['ongoing', nora, 'by-hand'],
  ['regressed', sentry, 'regressed'],
  ['regressed', nora, 'regressed'],
  ['escalating', sentry, 'escalating'],
  ['ongoing', undefined, null],
])(
  'unresolved as %s by %j: nobody reopened by hand what Sentry took up again',
  (substatus, actor, reopened) => {
    const body = { action: 'unresolved', data: { issue: { id: '9', substatus } }, actor };
    expect(alertFrom('issue', body)).toMatchObject({ status: 'firing', reopened });
  },
);
