import { describe, expect, it } from 'vitest';
import { pay, payPager, route, routed, wanted } from './routed-story.ts';
import { alert } from '../../make.ts';
import { minute, Story } from '../../correlate/story.ts';

const second = 1_000;
const gone = { status: 'resolved', action: 'resolved' } as const;

/** Two fatal errors that have nothing in common, the second merged into the first and split off again. */
function splitAgain(beforeSplit: (story: Story, one: string) => void = () => undefined): {
  readonly story: Story;
  readonly one: string;
  readonly two: string;
} {
  const story = new Story();
  const fatal = (n: number, service: string, title: string) =>
    alert({ issueKey: `sentry:shop/${n}`, service, title, level: 'fatal', eventId: `e${n}`, message: title });
  story.tell(0, fatal(1, 'cart', 'KeyError: basket'));
  story.tell(second, fatal(2, 'signup', 'ValueError: bad form'));
  const [one, two] = [story.of('sentry:shop/1').id, story.of('sentry:shop/2').id];
  for (const id of [one, two]) story.answered(2 * second, id);
  story.merge(minute, two, one);
  beforeSplit(story, one);
  story.split(2 * minute, two);
  return { story, one, two };
}

const ringing = (story: Story): readonly string[] =>
  story.pages().filter((page) => page.endsWith('triggered'));

describe('what a person splits off', () => {
  it('wakes nobody anew while the page that stood for it rings, and somebody once that is over', () => {
    const { story, one, two } = splitAgain();
    story.tick(3 * minute);
    expect(ringing(story)).toEqual([`${one}:1:triggered`]);
    story.tell(4 * minute, alert({ issueKey: 'sentry:shop/1', service: 'cart', ...gone }));
    expect(story.of('sentry:shop/2').status).toBe('open');
    expect(ringing(story)).toEqual([`${two}:2:triggered`]);
  });

  it('wakes nobody then when it is over itself, or in hand', () => {
    const over = splitAgain();
    over.story.operator(3 * minute, 'resolve', over.two);
    over.story.operator(4 * minute, 'resolve', over.one);
    expect(ringing(over.story)).toEqual([]);
    const held = splitAgain();
    held.story.operator(3 * minute, 'acknowledge', held.two);
    held.story.operator(4 * minute, 'resolve', held.one);
    expect(ringing(held.story)).toEqual([]);
  });

  it('stays in the hands of whoever had acknowledged the whole', () => {
    const { story, two } = splitAgain((before, one) => before.operator(90 * second, 'acknowledge', one));
    expect(story.state.incidents.get(two)).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Ada' });
    story.tell(3 * minute, alert({ issueKey: 'sentry:shop/2', service: 'signup', eventId: 'later' }));
    expect(ringing(story)).toEqual([]);
  });
});

describe('an acknowledgement that is taken back', () => {
  it('lets whoever was woken next be woken again, when nobody has answered for as long again', () => {
    const escalate = { unacknowledgedForMs: minute, to: 'managers' };
    const story = routed([route('payments', ['service=~"pay.*"'], { escalate })]);
    story.tell(0, pay());
    const { id } = story.of('sentry:acme/1');
    story.answered(second, id, { state: 'taken' }, { receiver: payPager.id, desk: 'payments' });
    story.tick(minute + second);
    const word = (act: 'acknowledged' | 'unacknowledged', atMs: number): void =>
      void story.pager(atMs, {
        pagerIncident: 'Q1',
        key: { install: 'i1', incident: id, generation: 1, receiver: 'payments' },
        at: story.state.meta.now + 1,
        by: { kind: 'person', name: 'Ann' },
        act: { kind: act },
        assigned: null,
      });
    const managers = (): readonly string[] => wanted(story).filter((row) => row.includes('chiefs page'));
    word('acknowledged', 2 * minute);
    word('unacknowledged', 3 * minute);
    expect(managers()).toHaveLength(1);
    story.tick(4 * minute + second);
    expect(managers()).toContain('pagerduty/chiefs page 2 triggered');
    story.tick(20 * minute);
    expect(managers()).toHaveLength(2);
  });
});
