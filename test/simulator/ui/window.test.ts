import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fakes } from '../../../simulator/fakes/start.ts';
import { callSlack, enqueue, post, started, trigger } from '../fakes/started.ts';

const button = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
};

/** A relay that takes everything, and what it was sent. */
async function listeningRelay(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (part: Buffer) => (body += part.toString()));
    incoming.on('end', () => {
      asked.push(`${incoming.url ?? ''} ${decodeURIComponent(body)}`);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function pageOf(fakes: Fakes): Promise<{ url: string; token: string; html: string }> {
  const { url } = fakes.connection.window;
  const html = await (await fetch(url)).text();
  return { url, html, token: /name="page-token" content="([^"]+)"/.exec(html)?.[1] ?? '' };
}

/** What the page sends when somebody acts on it. */
function act(
  url: string,
  route: string,
  so: { token: string; origin?: string; body: object },
): Promise<Response> {
  return fetch(`${url}${route}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: so.origin ?? new URL(url).origin,
      'x-page-token': so.token,
    },
    body: JSON.stringify(so.body),
  });
}

/** The first thing that a page is told. */
async function firstLook(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}feed`);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  while (!text.includes('\n\n')) text += Buffer.from((await reader.read()).value ?? []).toString();
  await reader.cancel();
  return JSON.parse(text.replace(/^data: /, '')) as Record<string, unknown>;
}

describe('the page of the fakes', () => {
  it('loads nothing from elsewhere, and runs no script but its own', async () => {
    const { fakes } = await started();
    const { url, html } = await pageOf(fakes);
    const { headers } = await fetch(url);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|https?:/);
    expect(html).not.toMatch(/https?:|\/\/|style=|onclick/);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name = '']) => name);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) expect((await fetch(`${url}${file}`)).status, file).toBe(200);
  });

  it('shows the channel and the pages, and no message that Slack would not show', async () => {
    const { fakes, clock } = await started();
    const { url } = fakes.connection.window;
    const { channel } = fakes.connection.slack;
    const ts = await post(fakes, { text: 'one <b>&lt;i&gt;', blocks: [] });
    clock.advance(1_000);
    await callSlack(fakes, 'chat.update', { channel, ts, text: 'two' });
    await post(fakes, { text: 'reply', thread_ts: ts });
    clock.advance(1_000);
    const gone = await post(fakes, { text: 'gone' });
    fakes.slack.deleteMessage(channel, gone);
    await enqueue(fakes, trigger('k', 'redis unreachable'));
    const look = await firstLook(url);
    expect(look).toMatchObject({
      messages: [{ channel, ts, by: 'stormrelay', version: 2, replies: 1, html: '<p>two</p>' }],
      pages: [{ status: 'triggered', summary: 'redis unreachable', by: null, asks: ['Robin Fake'] }],
      figures: { posts: 2, updates: 1, limited: 0, woken: 1 },
    });
    const version = await fetch(`${url}messages/${channel}/${ts}/versions/1`);
    expect(await version.json()).toMatchObject({ n: 1, of: 2, html: '<p>one &lt;b&gt;&lt;i&gt;</p>' });
    expect((await fetch(`${url}messages/${channel}/${ts}/versions/3`)).status).toBe(404);
    const thread = (await (await fetch(`${url}messages/${channel}/${ts}/thread`)).json()) as {
      messages: unknown[];
    };
    expect(thread.messages).toMatchObject([{ html: '<p>two</p>' }, { html: '<p>reply</p>' }]);
  });

  it('presses for a person, signed, at the relay to which Sentry sends', async () => {
    const relay = await listeningRelay();
    const { fakes } = await started();
    const { url, token } = await pageOf(fakes);
    const { channel } = fakes.connection.slack;
    const ts = await post(fakes, { blocks: [button] });
    const press = (action: string) => act(url, 'press', { token, body: { channel, ts, action } });
    expect(await (await press('go')).json()).toMatchObject({
      done: false,
      why: expect.stringContaining('No relay') as string,
    });
    fakes.sentry.setTarget(`${relay.url}/webhooks/sentry`);
    expect(await (await press('go')).json()).toEqual({ done: true });
    expect(relay.asked).toHaveLength(1);
    expect(relay.asked[0]).toMatch(/^\/webhooks\/slack\/interactions payload=.*"action_id":"go".*/);
    expect(relay.asked[0]).toContain('kim.fernhill');
    expect(await (await press('stop')).json()).toMatchObject({ done: false });
  });

  it('acknowledges at PagerDuty for whoever is asked, once, and PagerDuty tells the relay', async () => {
    const relay = await listeningRelay();
    const { fakes } = await started();
    fakes.pagerduty.setWebhook(`${relay.url}/webhooks/pagerduty`);
    const { url, token } = await pageOf(fakes);
    await enqueue(fakes, trigger('k'));
    const [incident] = fakes.observed().pagerduty.incidents;
    const body = { id: incident?.id, does: 'acknowledge' };
    expect(await (await act(url, 'phone', { token, body })).json()).toEqual({ done: true });
    expect(await firstLook(url)).toMatchObject({
      pagerTells: true,
      pages: [{ status: 'acknowledged', by: 'Robin Fake' }],
    });
    await expect.poll(() => relay.asked.some((one) => one.includes('incident.acknowledged'))).toBe(true);
    expect(await (await act(url, 'phone', { token, body })).json()).toEqual({
      done: false,
      why: 'It is acknowledged already.',
    });
  });

  it('breaks a provider for 30 s, for the relay beside as well, and says so', async () => {
    const { fakes, clock } = await started();
    const struck: unknown[] = [];
    fakes.window.showBeside({
      name: 'naive',
      windowUrl: 'http://127.0.0.1:9/',
      strike: (one) => struck.push(one),
    });
    const { url, token } = await pageOf(fakes);
    const { channel } = fakes.connection.slack;
    const posting = () => callSlack(fakes, 'chat.postMessage', { channel, text: 'x' });
    const broke = (what: string) => act(url, 'break', { token, body: { what } });
    expect(await (await broke('slack-limited')).json()).toEqual({ done: true });
    expect(await posting()).toMatchObject({ status: 429, retryAfter: '30' });
    expect(await firstLook(url)).toMatchObject({
      versus: 'naive',
      broken: [{ what: 'slack-limited', until: clock.now() + 30_000 }],
    });
    expect(struck).toMatchObject([{ target: { service: 'slack' }, window: { from: clock.now() } }]);
    clock.advance(30_000);
    expect(await posting()).toMatchObject({ status: 200 });
    expect(await firstLook(url)).toMatchObject({ broken: [] });
    await broke('slack-down');
    expect(await posting()).toMatchObject({ status: 503 });
    await broke('pagerduty-down');
    expect(await enqueue(fakes, trigger('k'))).toMatchObject({ status: 503 });
    expect((await broke('the-moon')).status).toBe(400);
    expect((await act(url, 'break', { token: '', body: { what: 'slack-down' } })).status).toBe(403);
    expect(struck).toHaveLength(3);
  });

  it('takes acts from its own page alone, and is open by no other name', async () => {
    const { fakes } = await started();
    const { url, token } = await pageOf(fakes);
    const { channel } = fakes.connection.slack;
    const ts = await post(fakes, { blocks: [button] });
    const body = { channel, ts, action: 'go' };
    expect((await act(url, 'press', { token: 'guessed', body })).status).toBe(403);
    expect((await act(url, 'press', { token, origin: 'http://evil.example', body })).status).toBe(403);
    expect((await act(url, 'phone', { token: '', body })).status).toBe(403);
    expect((await act(url, 'press', { token, body: { channel } })).status).toBe(400);
    const form = await fetch(`${url}press`, {
      method: 'POST',
      headers: { origin: new URL(url).origin, 'x-page-token': token },
      body: new URLSearchParams({ channel, ts, action: 'go' }),
    });
    expect(form.status).toBe(403);
    const status = await new Promise((resolve) => {
      const asked = request(url, { headers: { host: 'rebound.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.end();
    });
    expect(status).toBe(403);
    expect(fakes.observed().slack.presses).toEqual([]);
  });
});
