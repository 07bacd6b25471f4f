import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../src/domain/decision/words.ts';
import type { Projection } from '../../src/domain/sending/projection.ts';
import { itemsToTell, renderThread } from '../../src/integrations/slack/render/render-thread.ts';
import { renderMessage } from '../../src/integrations/slack/render/render-message.ts';
import { summaryOf } from '../../src/integrations/pagerduty/summary.ts';
import { postmortem } from '../../src/observe/postmortem/postmortem.ts';
import { press } from '../correlate/presses/press.ts';
import { minute, Story } from '../correlate/story.ts';
import { allText } from '../integrations/slack/rendered-text.ts';
import { alert, redisAlert, start } from '../make.ts';

const services = ['cart', 'login', 'search', 'payments', 'emails', 'ledger', 'pricing', 'admin'] as const;
const people = ['ada', 'Robin Jr.', 'Priya'] as const;
const words = ['connection refused.', 'it is over!', 'lost the lock', 'what now?', 'cut off here…'] as const;
const answers = ['taken', 'trying', 'in-doubt', 'given-up'] as const;

/** One thing that happens, so much later than the one before. */
const event = fc.record({
  what: fc.constantFrom(
    'storm',
    'storm',
    'storm',
    'single',
    'fatal',
    'press',
    'merge',
    'split',
    'answer',
    'wait',
  ),
  laterMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 20 * minute })),
  service: fc.constantFrom(...services),
  n: fc.integer({ min: 0, max: 4 }),
  who: fc.constantFrom(...people),
  says: fc.constantFrom(...words),
  press: fc.constantFrom('acknowledge', 'acknowledge', 'mute', 'page', 'assign', 'resolve'),
  answer: fc.constantFrom(...answers),
});

type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

function happen(
  story: Story,
  at: number,
  { what, service, n, who, says, ...more }: Event,
  count: number,
): void {
  const roots = story.roots.filter(({ status }) => status !== 'resolved');
  const one = roots[n % Math.max(1, roots.length)];
  const eventId = `e${count}`;
  switch (what) {
    case 'storm':
      story.tell(at, redisAlert(service, n, { eventId }));
      return;
    case 'single':
    case 'fatal': {
      const level = what === 'fatal' ? 'fatal' : 'error';
      const texts = { title: `T${n}: ${says}`, message: says, type: `T${n}`, exceptions: [] };
      story.tell(at, alert({ issueKey: `sentry:acme/${service}-x${n}`, service, level, ...texts, eventId }));
      return;
    }
    case 'press':
      if (one !== undefined) press(story, at, `${more.press} ${one.id}`, who);
      return;
    case 'merge':
      if (one !== undefined && roots[0] !== undefined) story.merge(at, one.id, roots[0].id, says);
      return;
    case 'split':
      if (one !== undefined) story.split(at, one.id, says);
      return;
    case 'answer':
      for (const { id, page } of story.incidents)
        if (page !== null)
          story.answered(
            at,
            id,
            { state: more.answer, said: `PagerDuty says: ${says}` },
            { generation: page.generations.length },
          );
      return;
    case 'wait':
      story.tick(at);
  }
}

function storyOf(events: readonly Event[]): Story {
  const story = new Story();
  let at = 0;
  for (const [count, one] of events.entries()) {
    at += one.laterMs;
    happen(story, at, one, count);
  }
  return story;
}

const options = { now: start + 60 * minute, lag: null, relayUrl: null } as const;

/** Everything that somebody reads of a projection. */
function textsOf(projection: Projection): readonly string[] {
  switch (projection.surface) {
    case 'message': {
      const full = renderMessage(projection, { ...options, plain: false });
      return [full.text, allText(full), renderMessage(projection, { ...options, plain: true }).text];
    }
    case 'thread': {
      // Each reply that may come: what was told last is told alone, or with all before it.
      const told = projection.items.map(({ n }) => itemsToTell(projection, n - 1));
      return told.flatMap((items) =>
        items === null
          ? []
          : [true, false].map((plain) => {
              const reply = renderThread(items, { now: options.now, plain });
              return `${reply.text}\n${allText(reply)}`;
            }),
      );
    }
    case 'page':
      return [summaryOf(projection)];
    case 'overflow':
    case 'change':
    case 'note':
    case 'hook':
    case 'room':
    case 'room-post':
    case 'invite':
      return [];
  }
}

function postmortems(story: Story): readonly string[] {
  return story.roots.map((root) => {
    const children = story.incidents.filter(({ parent }) => parent === root.id);
    const items = (story.state.timeline.get(root.id) ?? []).map((item) => ({ item, of: null }));
    const projection = story.message(root.id);
    const message = projection?.surface === 'message' && projection.state !== 'part-of' ? projection : null;
    const text = postmortem({ root, children, moreChildren: 0, items, message, messageLink: null });
    // Charts are drawn by their blanks, cells may be left empty for people, and a timeline tells what was once so.
    return text
      .replace('**Paged**', 'Paged')
      .replaceAll(/```[^]*?```/g, '')
      .replaceAll(/\| +(?=\|)/g, '| ');
  });
}

const wrong = [
  [/\.\./, 'two stops'],
  [/[!?…]\.(\s|$)/m, 'a stop behind another'],
  [/ [,;](\s|$)/m, 'a blank before a comma'],
  [/\S {2,}\S/, 'two blanks'],
  [/\b(undefined|null|NaN)\b/, 'what is no word'],
  [
    /(?<![\d.,:])1 (users|events|issues|services|incidents|alerts|projects|minutes|seconds|others)\b/,
    'one of many',
  ],
  [/\(and \d+ more\)\.? *\(and \d+ more\)/, 'the same twice'],
  [/\*Paged\b[^*]*\*[^]*(\*Not paged|Nobody was paged|Not paged yet)/, 'paged, and not'],
] as const;

/** What says more, or something else, than what is true. */
function contradictionsIn(text: string): readonly string[] {
  const found = wrong.filter(([pattern]) => pattern.test(text)).map(([, name]) => `${name}: ${text}`);
  return [...found, ...miscounted(text).map((name) => `${name}: ${text}`)];
}

/** `5 services …, first to fail first: a 1 · b 2 · and 3 more`, and `5 services failing … (a, b and 3 more)`. */
function miscounted(text: string): readonly string[] {
  const lists = [
    [/\*(\d+) services\*, first to fail first: (.*)/g, ' · '],
    [
      /(\d+) services (?:failing|were failing)[^(\n]*(?:\([^()]*\)[^(\n]*)?\(((?:[a-z]+, )*[a-z]+(?: and \d+ more)?)\)/g,
      ', ',
    ],
  ] as const;
  return lists.flatMap(([pattern, between]) =>
    [...text.matchAll(pattern)].flatMap(([, count = '', list = '']) => {
      const more = Number(/and (\d+) more/.exec(list)?.[1] ?? 0);
      const named = list.replace(/( · )?( )?and \d+ more.*/, '').split(between).length;
      return named + more === Number(count) ? [] : [`${count} are ${named} and ${more}`];
    }),
  );
}

describe('whatever happens, what people read', () => {
  it('has no sentence that says something twice, or against another', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 4, maxLength: 40 }), (events) => {
        const story = storyOf(events);
        const read = [...story.wanted.values()].flatMap(({ projection }) => textsOf(projection));
        const told = [...story.state.timeline.values()].flat().map(({ decision }) => sentenceOf(decision));
        expect([...read, ...told, ...postmortems(story)].flatMap(contradictionsIn)).toEqual([]);
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it.each([
    'It broke..',
    'It broke , here.',
    '1 users',
    'for null',
    'Hm!. So',
    '*2 services*, first to fail first: a 1',
  ])('would be found wrong: %s', (text) => expect(contradictionsIn(text)).not.toEqual([]));
});
