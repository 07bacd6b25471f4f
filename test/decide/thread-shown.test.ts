import { describe, expect, it } from 'vitest';
import type { ThreadProjection } from '../../src/domain/sending/projection.ts';
import { alert, redisAlert, start } from '../make.ts';
import { redisStorm, Story } from '../correlate/story.ts';

/** A storm of three services, which four more join. */
function growing(): Story {
  const story = new Story();
  redisStorm(story);
  for (const [n, service] of ['payments', 'pricing', 'cart', 'emails', 'payments', 'ledger'].entries())
    story.tell(20_000 + n * 5_000, redisAlert(service, n));
  return story;
}

function itemsOf(story: Story): ThreadProjection['items'] {
  const rows = [...story.wanted.values()].map(({ projection }) => projection);
  const thread = rows.find((one) => one.surface === 'thread' && one.incident === story.storm.id);
  return thread?.surface === 'thread' ? thread.items : [];
}

describe('the thread of a storm', () => {
  it('is quiet while services join and somebody is paged: only that it is a storm is said', () => {
    expect(itemsOf(growing()).map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^These errors are one outage, a storm: redis unreachable[^.]*\. \d issues of 3 services broke out together[^;:\d]*\.$/,
      ) as string,
    ]);
  });

  it('tells the page and who joined with the next thing that is worth a reply, each service once', () => {
    const story = growing();
    story.operator(60_000, 'acknowledge', story.storm.id);
    const [, page, joined, acknowledged] = itemsOf(story);
    expect(page?.text).toMatch(/^Paging whoever is on call, because errors broke out together/);
    expect(joined).toMatchObject({
      text: '4 services joined: payments, pricing, emails, ledger.',
      since: start + 20_000,
      at: start + 45_000,
      channel: false,
    });
    expect(acknowledged?.text).toBe('Acknowledged by Ada.');
    const numbers = itemsOf(story).map(({ n }) => n);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('tells whoever joined later in a line of its own', () => {
    const story = growing();
    story.operator(60_000, 'acknowledge', story.storm.id);
    story.tell(70_000, redisAlert('search-ui', 1));
    story.operator(80_000, 'resolve', story.storm.id);
    expect(
      itemsOf(story)
        .slice(-3)
        .map(({ text }) => text),
    ).toEqual(['Acknowledged by Ada.', 'search-ui joined.', 'Closed by Ada.']);
    expect(itemsOf(story).at(-1)?.lines?.[0]).toMatch(/^It was open for .*, the last error .* it was closed/);
  });
});

describe('the thread of one error', () => {
  it('does not begin before there is something to say', () => {
    const story = new Story();
    story.tell(0, alert({ service: 'cart', level: 'fatal', eventId: 'e1' }));
    expect([...story.wanted.values()].map(({ projection }) => projection.surface)).not.toContain('thread');
  });
});

it('says who is paged where the pager has told who is on call, and why in the message, without the name of a storm', () => {
  for (const onCall of [[], ['Robin', 'Kim']]) {
    const story = new Story();
    story.state.meta = { ...story.state.meta, onCall };
    redisStorm(story);
    const { id } = story.storm;
    const whom = onCall.length === 0 ? 'whoever is on call' : 'Robin, Kim (on call)';
    expect(story.told(id, ({ decision }) => decision.code === 'paged').join(' ')).toContain(
      `Paging ${whom}, because errors broke out together: redis unreachable`,
    );
    expect(story.liveMessage(id).page?.because).toBe('errors broke out together');
  }
});
