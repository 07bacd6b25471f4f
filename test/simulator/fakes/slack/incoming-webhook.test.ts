import { expect, it } from 'vitest';
import { started } from '../started.ts';

async function hook(body: string, path?: string) {
  const { fakes } = await started();
  const url =
    path === undefined ? fakes.connection.slack.webhookUrl : new URL(path, fakes.connection.slack.url).href;
  const isForm = body.startsWith('payload=');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' },
    body,
  });
  const messages = fakes.observed().slack.messages;
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
    messages,
  };
}

it('posts text and says ok, as text/html', async () => {
  const answer = await hook('{"text":"hi"}');
  expect(answer).toMatchObject({ status: 200, text: 'ok', messages: [{ revisions: [{ text: 'hi' }] }] });
  expect(answer.type).toContain('text/html');
});

it('takes the form field payload, and attachments alone', async () => {
  const payload = encodeURIComponent('{"attachments":[{"title":"Disk full","text":"on db-1"}]}');
  const answer = await hook(`payload=${payload}`);
  expect(answer).toMatchObject({
    status: 200,
    messages: [{ revisions: [{ blocksText: 'on db-1\nDisk full' }] }],
  });
});

it.each([
  ['{}', 400, 'no_text'],
  ['not json', 400, 'invalid_payload'],
  ['["text"]', 400, 'invalid_payload'],
])('refuses %s with %i %s', async (body, status, text) => {
  expect(await hook(body)).toMatchObject({ status, text, messages: [] });
});

it('refuses a wrong address', async () => {
  expect(await hook('{"text":"hi"}', '/services/T0/B0/wrong')).toMatchObject({
    status: 403,
    text: 'invalid_token',
  });
});
