import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PagerAct, PagerAgent, PagerWord } from '../../src/domain/inbox/pager-word.ts';
import { alert, start } from '../make.ts';
import { pay, route, routed, wanted } from '../decide/routing/routed-story.ts';
import { minute, Story } from './story.ts';

const person = (name: string): PagerAgent => ({ kind: 'person', name });
const alone: PagerAgent = { kind: 'pager' };

function word(
  atMs: number,
  kind: PagerAct['kind'],
  by: PagerAgent,
  more: Partial<PagerWord> = {},
): PagerWord {
  const act = { kind } as PagerAct;
  return { pagerIncident: 'Q1', key: null, at: start + atMs, by, act, assigned: null, ...more };
}

function paged(story = new Story()): { readonly story: Story; readonly id: string } {
  story.tell(0, alert({ level: 'fatal' }));
  const { id } = story.of('sentry:acme/1');
  const key = { install: 'i1', incident: id, generation: 1 };
  story.pager(200, word(100, 'triggered', { kind: 'integration' }, { key }));
  return { story, id };
}

const row = (story: Story, id: string) => story.state.incidents.get(id)!;

/** Who has it in hand, the first in front, each with the ms since the start. */
function heldBy(story: Story, id: string): readonly string[] {
  const { acknowledgedBy: by, acknowledgedAt: at, alsoAcknowledged: also = [] } = row(story, id);
  if (at === null) return [];
  return [{ by, at }, ...also].map((one) => `${one.by} ${one.at - start}`);
}

describe('an acknowledgement that is taken back at the pager', () => {
  it('leaves it open: the message says by whom, the page rings, and it can be acknowledged here again', () => {
    const { story, id } = paged();
    story.pager(2_000, word(1_900, 'acknowledged', person('Ann')));
    expect(story.liveMessage(id).state).toBe('acknowledged');
    story.pager(3_000, word(2_900, 'unacknowledged', person('Ben')));
    expect(story.liveMessage(id)).toMatchObject({
      state: 'open',
      page: { pager: { turned: { how: 'unacknowledged', by: 'Ben', at: start + 2_900 } } },
    });
    expect(story.page(id, 1)).toMatchObject({ state: 'triggered' });
    expect(story.operator(4_000, 'acknowledge', id).kind).toBe('counted');
    expect([row(story, id).status, heldBy(story, id)]).toEqual(['acknowledged', ['Ada 4000']]);
    expect(story.told(id, ({ kind }) => kind === 'pager' || kind.endsWith('acknowledged'))).toEqual([
      'Acknowledged by Ann.',
      'Ben took the acknowledgement back in PagerDuty.',
      'Acknowledged by Ada.',
    ]);
  });

  it('or ran out there, or was opened again there after an end, is as if nobody had taken it', () => {
    for (const how of ['unacknowledged', 'reopened'] as const) {
      const { story, id } = paged();
      story.operator(1_000, 'acknowledge', id);
      story.pager(3_000, word(2_900, how, alone));
      expect([row(story, id).status, heldBy(story, id)]).toEqual(['open', []]);
    }
  });

  it('holds no longer than until somebody takes it here, whose clock may be behind', () => {
    const { story, id } = paged();
    story.pager(2_000, word(1_900, 'acknowledged', person('Ann')));
    story.pager(3_000, word(9_000, 'unacknowledged', person('Ann')));
    story.operator(4_000, 'acknowledge', id);
    expect(row(story, id)).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Ada' });
  });

  it('leaves it with whoever has it at the end: that is who the message and the summary name', () => {
    const { story, id } = paged();
    story.pager(2_000, word(1_900, 'acknowledged', person('Ann')));
    story.pager(3_000, word(2_900, 'unacknowledged', person('Ann')));
    story.pager(5_000, word(4_900, 'acknowledged', person('Ben')));
    story.pager(7_000, word(6_900, 'resolved', person('Cleo')));
    expect(heldBy(story, id)).toEqual(['Ben 4900']);
    expect(story.told(id, ({ kind }) => kind === 'summary').join(' ')).toContain(
      'Ann acknowledged it after 1 s; Ben had it in hand at the end.',
    );
  });

  it('is the same where it is told after the end, and what came after the end changes nothing', () => {
    const told = [
      word(1_900, 'acknowledged', person('Ann')),
      word(2_900, 'unacknowledged', person('Ann')),
      word(4_900, 'acknowledged', person('Ben')),
      word(6_900, 'resolved', person('Cleo')),
      word(50_000, 'reopened', person('Ann')),
      word(60_000, 'acknowledged', person('Ann')),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (order) => {
        const { story, id } = paged();
        for (const [n, one] of order.entries()) story.pager(70_000 + n, one);
        expect([row(story, id).status, heldBy(story, id)]).toEqual(['resolved', ['Ben 4900']]);
      }),
      { numRuns: 100 },
    );
  });

  it('ends nothing of what is over, which shows all who took it where nobody had it at the end', () => {
    const { story, id } = paged();
    story.pager(2_000, word(1_900, 'acknowledged', person('Ann')));
    story.pager(3_000, word(2_900, 'unacknowledged', person('Ann')));
    story.tell(4_000, alert({ level: 'fatal', status: 'resolved' }));
    expect(row(story, id).status).toBe('resolved');
    story.pager(5_000, word(4_900, 'reopened', person('Ann')));
    expect([row(story, id).status, heldBy(story, id)]).toEqual(['resolved', ['Ann 1900']]);
  });

  it('is said of what is over since, in message and summary: nobody had it at the end', () => {
    const told = [
      word(61_900, 'acknowledged', person('Ann')),
      word(62_900, 'unacknowledged', person('Ben')),
      word(65_900, 'acknowledged', person('Cleo')),
    ];
    const story = paged().story;
    const { id } = story.of('sentry:acme/1');
    for (const one of told.slice(0, 2)) story.pager(one.at - start + 100, one);
    const end = (of: Story): unknown => of.tell(70_000, alert({ level: 'fatal', status: 'resolved' }));
    end(story);
    const shown = { by: 'Ann', at: start + 61_900, back: { by: 'Ben', at: start + 62_900 } };
    expect(story.liveMessage(id)).toMatchObject({ state: 'resolved', acknowledged: shown });
    expect(story.told(id, ({ kind }) => kind === 'summary').join(' ')).toMatch(
      /Ann acknowledged it after 1 min \d+ s; nobody had it in hand at the end\.$/,
    );
    const again = paged();
    for (const one of told) again.story.pager(one.at - start + 100, one);
    end(again.story);
    expect(again.story.liveMessage(again.id)).toMatchObject({ acknowledged: { by: 'Cleo' } });
    expect(again.story.liveMessage(again.id)).not.toHaveProperty('acknowledged.back');
  });

  it('of an older page changes nothing', () => {
    const { story, id } = paged();
    story.tell(130 * minute, alert({ level: 'fatal', eventId: 'again' }));
    story.operator(131 * minute, 'acknowledge', id);
    story.pager(132 * minute, word(131 * minute + 10, 'unacknowledged', person('Ann')));
    expect(row(story, id).status).toBe('acknowledged');
  });

  it('has escalation count from there', () => {
    const escalate = { unacknowledgedForMs: 10 * minute, to: 'managers' };
    const story = routed([route('payments', ['service=~"pay.*"'], { escalate })]);
    story.tell(0, pay());
    const { id } = story.of('sentry:acme/1');
    const key = { install: 'i1', incident: id, generation: 1, receiver: 'payments' };
    story.pager(200, word(100, 'triggered', { kind: 'integration' }, { key }));
    story.pager(minute, word(minute, 'acknowledged', person('Ann')));
    story.pager(30 * minute, word(30 * minute, 'unacknowledged', person('Ann')));
    story.tick(39 * minute);
    expect(wanted(story).filter((one) => one.includes('chiefs'))).toEqual([]);
    story.tick(40 * minute + 1);
    expect(wanted(story)).toContain('pagerduty/chiefs page 1 triggered');
  });
});

/** What people do at the pager, each at a moment of its own. */
const acts = fc
  .array(
    fc.oneof(
      fc.constantFrom('Ann', 'Ben', 'Cleo').map((by) => ({ kind: 'acknowledged' as const, by })),
      fc.constantFrom('Ann', null).map((by) => ({ kind: 'unacknowledged' as const, by })),
      fc.constantFrom('Ben', null).map((by) => ({ kind: 'reopened' as const, by })),
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((all) => all.map((act, n) => ({ ...act, at: 1_000 * (n + 1) })));

describe('who has a page in hand', () => {
  it('is whoever took it since it was last taken back, in whatever order the pager tells, however often, and when', () => {
    const told = acts.chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }),
        over: fc.boolean(),
        before: fc.nat(2 * all.length),
      }),
    );
    fc.assert(
      fc.property(told, ({ all, order, over, before }) => {
        const { story, id } = paged();
        const tell = ({ kind, by, at }: (typeof all)[number], n: number): unknown =>
          story.pager((n < before ? 20_000 : 40_000) + n, word(at, kind, by === null ? alone : person(by)));
        order.slice(0, before).forEach(tell);
        if (over) story.tell(30_000, alert({ level: 'fatal', status: 'resolved' }));
        order.slice(before).forEach((one, n) => tell(one, before + n));
        const back = Math.max(0, ...all.filter((one) => one.kind !== 'acknowledged').map(({ at }) => at));
        const taken = all.filter((one) => one.kind === 'acknowledged');
        const held = taken.filter((one) => one.at > back);
        const takings = over && held.length === 0 ? taken : held;
        const once = takings.filter(({ by }, n) => takings.findIndex((one) => one.by === by) === n);
        expect(heldBy(story, id)).toEqual(once.map(({ by, at }) => `${by} ${at}`));
        expect(row(story, id).status).toBe(over ? 'resolved' : once.length > 0 ? 'acknowledged' : 'open');
        const page = story.page(id, 1);
        expect(page?.state).toBe(over ? 'resolved' : once.length > 0 ? 'acknowledged' : 'triggered');
      }),
      { numRuns: 200 },
    );
  });
});

describe('what the pager is not told, since it knows', () => {
  const knownAt = (story: Story, id: string): number | undefined => {
    const page = story.page(id, 1);
    return page === undefined || page.state === 'triggered' ? undefined : page.knownAt;
  };

  it('is what came from there, in whatever order it came', () => {
    const { story, id } = paged();
    story.pager(2_000, word(1_900, 'acknowledged', person('Ann')));
    expect(knownAt(story, id)).toBe(start + 1_900);
    story.pager(4_000, word(3_500, 'reopened', person('Ann')));
    story.pager(4_100, word(3_000, 'resolved', person('Ann')));
    expect([story.page(id, 1)?.state, knownAt(story, id)]).toEqual(['resolved', start + 3_500]);
  });

  it('is not what was done here, nor by Sentry after somebody took it there', () => {
    const { story, id } = paged();
    story.operator(1_000, 'acknowledge', id);
    expect([story.page(id, 1)?.state, knownAt(story, id)]).toEqual(['acknowledged', undefined]);
    story.pager(2_000, word(1_900, 'acknowledged', person('Ann')));
    story.tell(3_000, alert({ level: 'fatal', status: 'resolved' }));
    expect([story.page(id, 1)?.state, knownAt(story, id)]).toEqual(['resolved', undefined]);
    story.pager(9_000, word(8_000, 'reopened', person('Ann')));
    expect(knownAt(story, id)).toBe(start + 8_000);
  });

  it('is not what a page under the same key rings for that began since', () => {
    const { story, id } = paged();
    story.pager(2_000, word(1_900, 'resolved', person('Ann')));
    expect(knownAt(story, id)).toBe(start + 1_900);
    const key = { install: 'i1', incident: id, generation: 1 };
    const again = word(2_100, 'triggered', { kind: 'integration' }, { key, pagerIncident: 'Q2' });
    story.pager(3_000, again);
    expect(knownAt(story, id)).toBeUndefined();
  });

  it("is not what another receiver's pager has to be told", () => {
    const both = ['payments', 'managers'].map((to) => route(to, ['service=~"pay.*"'], { continue: true }));
    const story = routed(both);
    story.tell(0, pay());
    const { id } = story.of('sentry:acme/1');
    for (const [n, receiver] of ['payments', 'managers'].entries()) {
      const key = { install: 'i1', incident: id, generation: 1, receiver };
      const rang = { key, pagerIncident: `Q${n}` };
      story.pager(200 + n, word(100, 'triggered', { kind: 'integration' }, rang));
    }
    story.pager(2_000, word(1_900, 'resolved', person('Ann'), { pagerIncident: 'Q0' }));
    const known = ['pay', 'chiefs'].map((name) => {
      const page = story.wanted.get(`${id}/pagerduty/${name}/page/1`)?.projection;
      return page?.surface === 'page' && page.state === 'resolved' ? (page.knownAt ?? null) : undefined;
    });
    expect(known).toEqual([start + 1_900, null]);
  });
});
