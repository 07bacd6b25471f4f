import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { journey, until } from './scene/journey.ts';
import { pagedStorm, resolve } from './scene/paged-storm.ts';
import { rawPost, sign } from './scene/raw-post.ts';
import { repository } from './scene/relay-life.ts';
import { pages } from './scene/seen.ts';

const seed = 608;
const speed = 20;

describe('commands', () => {
  it('timeline tells the story of an incident beside a running relay', async () => {
    const storm = await pagedStorm(seed);
    await resolve(storm);
    await until('the page is resolved', () => pages(storm.of)[0]?.status === 'resolved');
    await storm.of.rest();
    const said = await stormrelay(storm.of, ['timeline', storm.root.id]);
    expect(said.code).toBe(0);
    expect(lines(said.stdout)[0]).toContain(`${storm.root.id} resolved`);
    for (const part of [
      /opened/,
      /Paging whoever is on call, because errors broke out together: /,
      /Page 1 accepted by pagerduty/,
      /Closed by Robin/,
      /Page 1 resolved at pagerduty/,
      /message +slack\/C.* current, covers (\d+) of \1 alerts/,
    ])
      expect(said.stdout).toMatch(part);
    const markdown = await stormrelay(storm.of, ['timeline', storm.root.id, '--markdown']);
    expect(markdown.stdout).toMatch(/^# Postmortem: /);
    for (const part of [
      /\| \*\*Paged\*\* \| .* after it began\. Paging whoever is on call, because errors broke out together: /,
      /\| \*\*Resolved\*\* \| .*: Closed by Robin\. \|/,
      /\| \*\*Users\*\* \| at least \d+ users? \|/,
      /^xychart-beta$/m,
      /^## Follow-ups$/m,
    ])
      expect(markdown.stdout).toMatch(part);
    const unknown = await stormrelay(storm.of, ['timeline', 'inc-nowhere']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toMatch(/There is no incident inc-nowhere/);
  });

  it('explain shows parse, signature, cause, identity, decision and message of a payload', async () => {
    const of = await journey({ seed, speed });
    const payload = path.join(repository, 'fixtures', 'payloads', 'sentry', 'event_alert.triggered.json');
    const said = await stormrelay(of, ['explain', payload]);
    expect(said.code).toBe(0);
    for (const title of ['Parsed', 'Signature', 'Cause', 'Identity', 'Decision', 'Slack message'])
      expect(lines(said.stdout)).toContain(title);
    expect(said.stdout).toMatch(/disposition +counted: /);
    expect(said.stdout).toMatch(/environment class +production: its name says "production"/);
    expect(said.stdout).toMatch(/would page +(yes|no): /);
    const missing = await stormrelay(of, ['explain', '/nowhere/payload.json']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toMatch(/^stormrelay: \/nowhere\/payload\.json cannot be read/);
    const broken = await stormrelay(of, ['explain', '-'], '{"action":');
    expect(broken.code).toBe(2);
    expect(broken.stderr).toMatch(/^stormrelay: - is not JSON/);
  });

  it('check says what the environment means, and no secret', async () => {
    const of = await journey({ seed, speed, channels: 2 });
    const said = await stormrelay(of, ['check']);
    expect(said.code).toBe(0);
    expect(said.stdout).toContain('The configuration is sound.');
    for (const channel of of.channels) expect(said.stdout).toContain(channel);
    const { slack, pagerduty, sentry } = of.fakes.connection;
    for (const secret of [slack.token, pagerduty.routingKey, sentry.secret])
      expect(said.stdout).not.toContain(secret);
    expect((await stormrelay({ env: { ...of.env, PORT: 'x' } }, ['check'])).code).toBe(2);
  });

  it('signature signs what the door accepts', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const { secret } = of.fakes.connection.sentry;
    const body = '{"action":"created","data":{"installation":{}}}';
    const env = { ...of.env, TRY_SECRET: secret };
    const said = await stormrelay({ env }, ['signature', '-', '--secret-env', 'TRY_SECRET'], body);
    expect(said).toMatchObject({ code: 0, stdout: `${sign(secret, body)}\n` });
    const answer = await rawPost(of, { body, resource: 'installation', signature: said.stdout.trim() });
    expect(answer.status).toBe(202);
    const unset = await stormrelay(of, ['signature', '-', '--secret-env', 'NOT_THERE'], body);
    expect(unset.code).not.toBe(0);
    expect(unset.stderr).toMatch(/NOT_THERE is empty or not set/);
  });

  it('--version prints the version of package.json', async () => {
    const of = await journey({ seed, speed });
    const { version } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await stormrelay(of, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('that do not exist end with code 2 and show the help', async () => {
    const of = await journey({ seed, speed });
    const said = await stormrelay(of, ['serf']);
    expect(said.code).toBe(2);
    expect(said.stderr).toMatch(/unknown command 'serf'/);
    expect((await stormrelay(of, ['--help'])).code).toBe(0);
  });

  it('acknowledges, mutes and unmutes over the API, and leaves no dead letter', async () => {
    const { of, root } = await pagedStorm(seed + 1);
    const say = async (action: string): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      const asked = { method: 'POST', headers, body: JSON.stringify({ who: 'Robin' }) };
      return (await fetch(`${of.url}/api/incidents/${root.id}/${action}`, asked)).status;
    };
    const mutedBy = async (): Promise<string | undefined> => {
      const answer = await fetch(`${of.url}/api/incidents/${root.id}`);
      return ((await answer.json()) as { view: { mute: { by: string } | null } }).view.mute?.by;
    };
    expect(await say('acknowledge')).toBe(202);
    await until('Robin has it', async () => (await of.api.incident(root.id)).view.acknowledgedBy === 'Robin');
    expect(await say('mute')).toBe(202);
    await until('it is muted', async () => (await mutedBy()) === 'Robin');
    expect(await say('unmute')).toBe(202);
    await until('it is muted no more', async () => (await mutedBy()) === undefined);
    expect((await of.api.books()).dead).toBe(0);
  });
});
