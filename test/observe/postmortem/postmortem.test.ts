import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import { chartOf } from '../../../src/observe/postmortem/chart.ts';
import { postmortem } from '../../../src/observe/postmortem/postmortem.ts';
import { readStory, type Story as Told } from '../../../src/observe/postmortem/story.ts';
import { press } from '../../correlate/presses/press.ts';
import { minute, redisStorm, Story } from '../../correlate/story.ts';
import { alert, start } from '../../make.ts';

/** What a store would tell of a story's incident, with its message where a channel shows it. */
async function told(of: Story, id: string, shown = true): Promise<Told> {
  const children = of.incidents.filter(({ parent }) => parent !== null);
  const story = await readStory(
    {
      incident: (one) => Promise.resolve(of.state.incidents.get(one) ?? null),
      children: (root, most) =>
        Promise.resolve(children.filter(({ parent }) => parent === root).slice(0, most)),
      childrenTally: () =>
        Promise.resolve({
          count: children.length,
          alerts: 0,
          events: 0,
          openedAt: null,
          lastAlertAt: null,
          services: [],
        }),
      timeline: (one) => Promise.resolve(of.state.timeline.get(one) ?? []),
      notificationsOf: () => Promise.resolve([]),
    },
    id,
  );
  if (story === null) throw new Error('There is no such incident.');
  return shown ? { ...story, message: of.liveMessage(story.root.id) } : story;
}

/** A cell of the summary. */
function cell(text: string, name: string): string | undefined {
  return new RegExp(String.raw`^\| \*\*${name}\*\* \| (.*) \|$`, 'm').exec(text)?.[1];
}

describe('the skeleton of a postmortem', () => {
  it('leads to the message in Slack, where its address is known', async () => {
    const of = new Story();
    redisStorm(of, 0, 'now');
    const story = await told(of, of.storm.id);
    const messageLink = 'https://acme.slack.com/archives/C1/p17001';
    expect(postmortem(story)).not.toContain('slack.com');
    expect(postmortem({ ...story, messageLink })).toMatch(/\[Slack\]\(.*\/archives\/C1\/p17001.*\)/);
  });

  it('says who had it first, and who stood beside them', async () => {
    const of = new Story();
    redisStorm(of, 0, 'now');
    const { id } = of.storm;
    press(of, 2 * minute, `acknowledge ${id}`);
    press(of, 4 * minute, `acknowledge ${id}`, 'bo');
    expect(cell(postmortem(await told(of, id)), 'Acknowledged by')).toBe(
      'ada, 2027-01-15 08:02:00 UTC: 2 min after it began, also bo 2027-01-15 08:04:00 UTC',
    );
  });

  it('has the facts of a storm, its chart, its story with reasons, and questions for people', async () => {
    const of = new Story();
    redisStorm(of, 0, 'now');
    of.operator(2 * minute, 'acknowledge', of.storm.id);
    of.operator(5 * minute, 'resolve', of.storm.id);
    const text = postmortem(await told(of, of.storm.id));
    expect(text).toMatch(/^# Postmortem: redis unreachable/);
    expect(cell(text, 'Began')).toMatch(/^2027-01-15 08:00:00 UTC: the first alert$/);
    expect(cell(text, 'Detected')).toMatch(/, as a storm: 1 s after it began$/);
    expect(cell(text, 'Acknowledged by')).toBe('Ada, 2027-01-15 08:02:00 UTC: 2 min after it began');
    expect(cell(text, 'Resolved')).toBe('2027-01-15 08:05:00 UTC: Closed by Ada.');
    expect(cell(text, 'Duration')).toBe('5 min');
    expect(cell(text, 'Users')).toBe('unknown');
    expect(cell(text, 'Events')).toBe('6 events');
    expect(cell(text, 'Services')).toBe('3, first to fail first: cart, login, search');
    expect(cell(text, 'Cause')).toMatch(/^redis unreachable .*, by what the errors share$/);
    expect(text).toMatch(
      /^\| 2027-01-15 08:00:\d\d UTC \| Paging whoever is on call, because errors broke out together: redis unreachable/m,
    );
    expect(text).toMatch(/^\| .* \| login: First alert of login: /m);
    expect(text.match(/^## .*$/gm)).toEqual([
      '## Events',
      '## What happened',
      '## Impact',
      '## Timeline',
      '## What went well',
      '## Follow-ups',
    ]);
  });

  it('has a service once, however many of its errors are part of it, and what came after the end', async () => {
    const of = new Story();
    redisStorm(of, 0, 'now');
    of.operator(5 * minute, 'resolve', of.storm.id);
    const story = await told(of, of.storm.id);
    const [first] = story.children;
    if (first === undefined) throw new Error('A storm has children.');
    const services = story.root.services.map((one) => ({
      ...one,
      lastAt: one.lastAt + 6 * minute,
      events: 7,
    }));
    const again = { ...first, services, stillArriving: 3 };
    const text = postmortem({ ...story, children: [...story.children, again] });
    const [name = ''] = services.map((one) => one.name);
    const rows = text.split('\n').filter((line) => line.startsWith(`| ${name} | `));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(/\| 9 events \|$/);
    expect(cell(text, 'After the end')).toMatch(/^3 alerts more came, the last \d.* after it$/);
    expect(cell(postmortem(story), 'After the end')).toBeUndefined();
  });

  it('of a part of a storm is that of the storm', async () => {
    const of = new Story();
    redisStorm(of);
    const part = of.incidents.find(({ parent }) => parent === of.storm.id);
    expect(postmortem(await told(of, part?.id ?? ''))).toContain(`Incident ${of.storm.id}`);
  });

  it('calls unknown what nobody has told', async () => {
    const of = new Story();
    of.tell(0, alert());
    const story = await told(of, 'inc-1', false);
    const old: Incident = { ...story.root, services: [], environments: [], events: 0 };
    expect(old).not.toHaveProperty('history');
    const text = postmortem({ ...story, root: old });
    for (const name of ['Users', 'Events', 'Services', 'Environments'])
      expect(cell(text, name)).toBe('unknown');
    expect(cell(text, 'Cause')).toMatch(/^unknown; the error says: TypeError/);
    expect(cell(text, 'Paged')).toBe('no: no condition for paging was met');
    expect(cell(text, 'Acknowledged by')).toBe('nobody');
    expect(cell(text, 'Resolved')).toBe('not yet');
    expect(text).toContain('Unknown: no events were counted by minutes.');
    expect(text).toContain('What changed before it broke is unknown');
  });

  it('says of a page that no receiver is known to have taken that it is not known', async () => {
    const of = new Story();
    of.tell(0, alert({ level: 'fatal' }));
    const text = postmortem(await told(of, 'inc-1'));
    expect(cell(text, 'Paged')).toMatch(/^that a receiver took it is unknown; wanted since /);
  });

  it('says of a page that no receiver took that nobody was paged, and why', async () => {
    const of = new Story();
    of.tell(0, alert({ level: 'fatal' }));
    of.answered(300, 'inc-1', { state: 'trying', said: 'PagerDuty answers with 503.' });
    expect(cell(postmortem(await told(of, 'inc-1')), 'Paged')).toMatch(
      /^nobody yet, no receiver has taken it: PagerDuty answers with 503\.; wanted since /,
    );
    of.operator(minute, 'acknowledge', 'inc-1');
    expect(cell(postmortem(await told(of, 'inc-1')), 'Paged')).toMatch(/^nobody, no receiver took it: /);
  });

  it('lets no text of an error into its structure', async () => {
    const of = new Story();
    const title = 'x | # <img src=x> ```\n## Over **now** [go](https://evil.example) @team';
    of.tell(0, alert({ title, service: '| a | <b>' }));
    of.operator(minute, 'resolve', 'inc-1');
    const text = postmortem(await told(of, 'inc-1'));
    expect(text).not.toMatch(/<img|\[go\]|\*\*now|^## Over|@team|<b>/m);
    for (const line of text.split('\n').filter((one) => one.startsWith('| **')))
      expect(line.match(/(?<!\\)\|/g)).toHaveLength(3);
  });
});

describe('a chart', () => {
  it('has a bar a minute, and of what lasted long as many as can be told apart', () => {
    const slot = start / minute;
    const short = chartOf({ minutes: 1, slot, counts: [4, 0, 8] });
    expect(short).toContain(
      '`▅▁█` from 08:00 to 08:03 UTC, a minute each; the tallest is 8 events a minute.',
    );
    expect(short).toContain('    bar [4, 0, 8]');
    const long = chartOf({ minutes: 2, slot: slot / 2, counts: Array.from({ length: 120 }, () => 8) });
    expect(long).toContain('4 minutes each; the tallest is 4 events a minute.');
    expect(/bar \[(.*)\]/.exec(long)?.[1]?.split(', ')).toHaveLength(60);
  });
});
