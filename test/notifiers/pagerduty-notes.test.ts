import { expect, it, onTestFinished } from 'vitest';
import type { NoteProjection } from '../../src/domain/sending/note-projection.ts';
import type { Step } from '../../src/domain/sending/outcome.ts';
import { createNoteNotifier } from '../../src/integrations/pagerduty/rest/note-notifier.ts';
import { keptLog, rowOf, sendOf, stillClock } from './example-sends.ts';
import { notifierContract } from './notifier-contract.ts';
import { json, startScripted, type Script, type ScriptedServer } from './scripted-server.ts';

const secret = 'u+Zy9Xw8Vu7Ts6Rq5Po4N';
const from = 'relay@example.com';
const note: NoteProjection = {
  surface: 'note',
  incident: 'inc-4',
  install: 'a1b2',
  pagerIncident: 'Q1/../',
  changed: null,
  items: [{ n: 3, at: 1_800_000_000_000, text: 'Acknowledged by Ada.' }],
};
const send = (step: Step) => sendOf(rowOf(note, 'pagerduty-notes:0a1b2c3d'), step, { sendClass: 'status' });

notifierContract({
  name: 'The writer of notes',
  secret,
  create: (url, log, clock) => createNoteNotifier({ rest: { apiUrl: url, token: secret }, from, clock, log }),
  send,
  success: json({ note: { id: 'PNOTE1', content: 'x' }, notes: [] }, 201),
  steps: ['create'],
  expected: (status) => {
    if (status === 429) return 'limited';
    if (status === 400 || status === 404 || status === 413 || status === 422) return 'refused';
    if (status === 408 || status >= 500 || status < 300) return 'failed';
    return [401, 402, 403, 405, 410].includes(status) ? 'misconfigured' : null;
  },
});

async function scripted(
  script: Script,
): Promise<{ server: ScriptedServer; perform: (step: Step) => Promise<unknown> }> {
  const server = await startScripted(() => script);
  onTestFinished(() => server.close());
  const rest = { apiUrl: server.url, token: secret };
  const notifier = createNoteNotifier({ rest, from, clock: stillClock(), log: keptLog().log });
  return { server, perform: (step) => notifier.send(send(step)) };
}

it('writes in the name of a user, at the incident that the page became', async () => {
  const { server, perform } = await scripted(json({ note: { id: 'PNOTE1' } }, 201));
  expect(await perform('create')).toEqual({ kind: 'delivered', handle: 'PNOTE1' });
  const [request] = server.received;
  expect(request).toMatchObject({
    path: '/incidents/Q1%2F..%2F/notes',
    headers: {
      from,
      authorization: `Token token=${secret}`,
      accept: 'application/vnd.pagerduty+json;version=2',
    },
  });
  expect(JSON.parse(request!.body)).toEqual({
    note: { content: '08:00 UTC: Acknowledged by Ada.\n[stormrelay:a1b2:inc-4#3]' },
  });
});

it.each([
  [
    'is found by its mark',
    ['Robin: looking', 'x\n[stormrelay:a1b2:inc-4#3]'],
    { kind: 'found', handle: 'P1', upto: 3 },
  ],
  [
    "is not somebody else's",
    ['x\n[stormrelay:zzzz:inc-4#3]', 'x\n[stormrelay:a1b2:inc-9#3]'],
    { kind: 'absent' },
  ],
])('a note whose answer was lost %s', async (_what, contents, outcome) => {
  const notes = contents.map((content, n) => ({ id: `P${n}`, content }));
  const { server, perform } = await scripted(json({ notes }));
  expect(await perform('lookup')).toMatchObject(outcome);
  // A list is asked for without a body, and in nobody's name.
  expect(server.received.map(({ body, headers }) => [body, headers.from])).toEqual([['', undefined]]);
});

it.each([
  [400, { message: 'Requester User Not Found', code: 1008 }, 'PAGERDUTY_FROM'],
  [
    400,
    { message: 'You must specify a user\'s email address in the "From" header to perform this action' },
    'PAGERDUTY_FROM',
  ],
  [401, { message: 'Authentication failed', code: 2006 }, 'PAGERDUTY_API_TOKEN'],
  [403, { message: 'Forbidden', code: 2010 }, 'not read-only'],
])('HTTP %i (%j) says what to change', async (status, error, advice) => {
  const { perform } = await scripted(json({ error }, status));
  expect(await perform('create')).toMatchObject({
    kind: 'misconfigured',
    scope: 'lane',
    reason: expect.stringContaining(advice) as unknown,
  });
});

it('a limit is waited for as its header says', async () => {
  const headers = { 'ratelimit-limit': '960', 'ratelimit-remaining': '0', 'ratelimit-reset': '23' };
  const { perform } = await scripted({
    status: 429,
    headers,
    body: '{"error":{"message":"Rate Limit Exceeded","code":2020}}',
  });
  expect(await perform('create')).toMatchObject({ kind: 'limited', waitMs: 23_000 });
});
