import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PagerAct } from '../../../src/domain/inbox/pager-word.ts';
import { start } from '../../make.ts';
import { press } from '../../correlate/presses/press.ts';
import { minute, type Story } from '../../correlate/story.ts';
import { pay, payChat, payPager, route, routed, wanted } from './routed-story.ts';

type Kind = 'acknowledged' | 'unacknowledged';

/** Nobody of payments answers for ten minutes, so managers are woken too. Both pagers tell what is done there. */
function escalated(): { readonly story: Story; readonly id: string } {
  const escalate = { unacknowledgedForMs: 10 * minute, to: 'managers' };
  const story = routed([route('payments', ['service=~"pay.*"'], { escalate })]);
  story.tell(0, pay());
  const { id } = story.of('sentry:acme/1');
  story.answered(1_000, id, { state: 'taken' }, { receiver: payPager.id, desk: 'payments' });
  story.tick(10 * minute + 1);
  for (const receiver of ['payments', 'managers'])
    done(story, { receiver, by: null, atMs: 10 * minute + 100 }, { kind: 'triggered' });
  return { story, id };
}

function done(
  story: Story,
  of: { receiver: string; by: string | null; atMs: number; arrives?: number },
  act: PagerAct,
): void {
  const { id } = story.of('sentry:acme/1');
  story.pager(of.arrives ?? of.atMs, {
    pagerIncident: `Q-${of.receiver}`,
    key: { install: 'i1', incident: id, generation: 1, receiver: of.receiver },
    at: start + of.atMs,
    by: of.by === null ? { kind: 'integration' } : { kind: 'person', name: of.by },
    act,
    assigned: null,
  });
}

const pages = (story: Story): readonly string[] => wanted(story).filter((row) => row.includes('page'));

const shown = (story: Story, id: string): unknown => {
  const message = story.message(id, payChat.id);
  return message?.surface === 'message' && 'acknowledgedBy' in message
    ? [message.state, message.acknowledgedBy]
    : [message?.surface === 'message' ? message.state : null];
};

describe('whoever answers at one end of an escalation', () => {
  it('has it at all of it: the message says so, and the other page is acknowledged', () => {
    for (const receiver of ['managers', 'payments']) {
      const { story, id } = escalated();
      done(story, { receiver, by: 'Ann', atMs: 11 * minute }, { kind: 'acknowledged' });
      expect(pages(story)).toEqual([
        'pagerduty/chiefs page 1 acknowledged',
        'pagerduty/pay page 1 acknowledged',
      ]);
      expect(story.of('sentry:acme/1').status).toBe('acknowledged');
      expect(shown(story, id)).toEqual(['acknowledged', 'Ann']);
    }
  });

  it('has it no longer at all of it once that is taken back', () => {
    const { story, id } = escalated();
    done(story, { receiver: 'managers', by: 'Ann', atMs: 11 * minute }, { kind: 'acknowledged' });
    done(story, { receiver: 'managers', by: 'Ann', atMs: 12 * minute }, { kind: 'unacknowledged' });
    expect(story.of('sentry:acme/1').status).toBe('open');
    expect(shown(story, id)).toEqual(['open']);
  });

  it('and then the page that was acknowledged for them rings anew, under another key, once the pagers have told all', () => {
    const { story, id } = escalated();
    done(story, { receiver: 'managers', by: 'Ann', atMs: 11 * minute }, { kind: 'acknowledged' });
    done(story, { receiver: 'managers', by: 'Ann', atMs: 12 * minute }, { kind: 'unacknowledged' });
    expect(pages(story)).not.toContain('pagerduty/pay page 2 triggered');
    story.tick(12 * minute + 10_000);
    expect(pages(story)).toEqual([
      'pagerduty/chiefs page 1 triggered',
      'pagerduty/pay page 1 acknowledged',
      'pagerduty/pay page 2 triggered',
    ]);
    expect(story.told(id).at(-1)).toBe(
      'Paging payments again (page 2), because whoever of managers had it in hand has it no longer, and the page before was acknowledged for them.',
    );
    const of = { receiver: payPager.id, desk: 'payments', generation: 2 };
    story.answered(12 * minute + 11_000, id, { state: 'taken' }, of);
    story.tick(14 * minute);
    expect(pages(story)).toHaveLength(3);
  });

  it('but not where another has it meanwhile, its own pager rings again, or its own people had taken it', () => {
    for (const [receiver, by, kind] of [
      ['managers', 'Cleo', 'acknowledged'],
      ['payments', 'Bob', 'acknowledged'],
      ['payments', 'Bob', 'unacknowledged'],
    ] as const) {
      const { story } = escalated();
      done(story, { receiver: 'managers', by: 'Ann', atMs: 11 * minute }, { kind: 'acknowledged' });
      const back = { receiver: 'managers', by: 'Ann', atMs: 12 * minute };
      const other = { receiver, by, atMs: 12 * minute + 2_000 };
      done(story, { ...other, arrives: 12 * minute + 3_000 }, { kind });
      done(story, { ...back, arrives: 12 * minute + 4_000 }, { kind: 'unacknowledged' });
      story.tick(13 * minute);
      expect(pages(story)).not.toContain('pagerduty/pay page 2 triggered');
    }
  });

  it('and what another took there is theirs, also when the first takes theirs back', () => {
    const { story } = escalated();
    done(story, { receiver: 'managers', by: 'Ann', atMs: 11 * minute }, { kind: 'acknowledged' });
    done(story, { receiver: 'payments', by: 'Bob', atMs: 12 * minute }, { kind: 'acknowledged' });
    done(story, { receiver: 'managers', by: 'Ann', atMs: 13 * minute }, { kind: 'unacknowledged' });
    expect(story.of('sentry:acme/1')).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Bob' });
  });

  it.each(['managers', 'payments'])(
    'taken in Slack it is taken for all ends, and so back at all once %s take it back',
    (end) => {
      const { story, id } = escalated();
      press(story, 11 * minute, `acknowledge ${id}`);
      expect(shown(story, id)).toEqual(['acknowledged', 'ada']);
      done(story, { receiver: end, by: 'Maria', atMs: 12 * minute }, { kind: 'unacknowledged' });
      expect(story.of('sentry:acme/1')).toMatchObject({ status: 'open', acknowledgedBy: null });
      expect(shown(story, id)).toEqual(['open']);
      story.tick(12 * minute + 10_000);
      // The page at which it was taken back rings by itself; the other one is rung, or waits for those to answer once more.
      const again = pages(story).includes('pagerduty/pay page 2 triggered');
      expect(again).toBe(end === 'managers');
      press(story, 13 * minute, `acknowledge ${id}`, 'bo');
      expect(shown(story, id)).toEqual(['acknowledged', 'bo']);
      expect(story.of('sentry:acme/1')).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'bo' });
    },
  );

  it('but what was taken back before somebody took it in Slack, and is told later, takes nothing from them', () => {
    const { story, id } = escalated();
    done(story, { receiver: 'managers', by: 'Maria', atMs: 11 * minute }, { kind: 'acknowledged' });
    press(story, 12 * minute, `acknowledge ${id}`);
    const back = { receiver: 'managers', by: 'Maria', atMs: 11.5 * minute, arrives: 12 * minute + 2_000 };
    done(story, back, { kind: 'unacknowledged' });
    expect(shown(story, id)).toEqual(['acknowledged', 'ada']);
    expect(story.of('sentry:acme/1')).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'ada' });
  });

  it('also where payments had answered before, and the pager tells it only after managers were woken', () => {
    const { story } = escalated();
    const late = { receiver: 'payments', by: 'Bob', atMs: 9 * minute, arrives: 11 * minute };
    done(story, late, { kind: 'acknowledged' });
    expect(story.of('sentry:acme/1').status).toBe('acknowledged');
  });

  const acts = fc
    .array(
      fc.record({
        kind: fc.constantFrom<Kind>('acknowledged', 'unacknowledged'),
        receiver: fc.constantFrom('payments', 'managers'),
        by: fc.constantFrom('Ann', 'Bob'),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((list) => list.map((act, n) => ({ ...act, atMs: 11 * minute + n * 1_000 })));

  it('is the same in whatever order the pagers tell, and somebody has it as long as one of both pages is in hand', () => {
    fc.assert(
      fc.property(
        acts.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, order]) => {
          const left = [list, order].map((told) => {
            const { story } = escalated();
            for (const [n, { kind, ...of }] of told.entries())
              done(story, { ...of, arrives: 12 * minute + n }, { kind });
            const { status, acknowledgedBy, desks } = story.of('sentry:acme/1');
            const held = Object.values(desks ?? {}).map((desk) => desk.acknowledgedAt !== null);
            return { status, acknowledgedBy, held };
          });
          expect(left[1]).toEqual(left[0]);
          const lasts = ['payments', 'managers'].map((name) => list.findLast((act) => act.receiver === name));
          const inHand = lasts.some((act) => act?.kind === 'acknowledged');
          expect(left[0]).toMatchObject({ status: inHand ? 'acknowledged' : 'open', held: [inHand, inHand] });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a mute', () => {
  const mutedAt = 2 * minute;

  /** Muted for an hour before managers would have been woken. */
  function muted(): Story {
    const escalate = { unacknowledgedForMs: 10 * minute, to: 'managers' };
    const story = routed([route('payments', ['service=~"pay.*"'], { escalate })]);
    story.tell(0, pay());
    const { id } = story.of('sentry:acme/1');
    story.answered(1_000, id, { state: 'taken' }, { receiver: payPager.id, desk: 'payments' });
    press(story, mutedAt, `mute ${id}`);
    story.tick(11 * minute);
    return story;
  }

  const managersWoken = (story: Story): boolean => pages(story).some((row) => row.includes('chiefs'));

  it('holds an escalation off; at its end what still fires and nobody has goes on', () => {
    const story = muted();
    story.tell(61 * minute, pay({ eventId: 'e61' }));
    expect(managersWoken(story)).toBe(false);
    story.tick(mutedAt + 60 * minute + 1);
    expect(managersWoken(story)).toBe(true);
  });

  it('and what is quiet by then wakes nobody, until it fires again', () => {
    const story = muted();
    story.tick(mutedAt + 60 * minute + 1);
    expect(managersWoken(story)).toBe(false);
    story.tell(70 * minute, pay({ eventId: 'e70' }));
    expect(managersWoken(story)).toBe(true);
  });

  it('that a person ends lets it go on at once', () => {
    const story = muted();
    const { id } = story.of('sentry:acme/1');
    story.tell(12 * minute, pay({ eventId: 'e12' }));
    expect(managersWoken(story)).toBe(false);
    press(story, 13 * minute, `unmute ${id}`);
    expect(managersWoken(story)).toBe(true);
  });
});
