import { expect, test } from 'vitest';
import { alertFrom } from '../fixture.ts';

const values = [
  { type: 'RangeError', value: 'page -1', stacktrace: { frames: [{ function: 'page', in_app: true }] } },
  {
    type: 'Error',
    value: 'Failed to load the list',
    stacktrace: { frames: [{ function: 'view', in_app: true }] },
  },
];
const group = {
  id: '4',
  title: 'Error: Failed to load the list',
  metadata: { type: 'Error', value: 'Failed to load the list' },
};

test('words come from the event where it has exceptions, whatever the issue is titled', () => {
  expect(alertFrom('service_hook', { group, event: { exception: { values } } })).toMatchObject({
    title: 'RangeError: page -1',
    type: 'RangeError',
    message: 'page -1',
    frame: { function: 'page' },
  });
});

test('words come from the issue where the event has none', () => {
  expect(alertFrom('service_hook', { group, event: { message: 'x' } })).toMatchObject({
    title: 'Error: Failed to load the list',
    type: 'Error',
    message: 'Failed to load the list',
  });
});

test('the time received is read from the event as the API writes it', () => {
  const event = { dateReceived: '2026-11-16T09:22:05.000000Z', dateCreated: '2026-11-16T03:00:00.000000Z' };
  expect(alertFrom('service_hook', { group, event })).toMatchObject({
    sentryAt: Date.UTC(2026, 10, 16, 9, 22, 5),
    eventAt: Date.UTC(2026, 10, 16, 3),
  });
});
