import { expect, it } from 'vitest';
import type { PagerShown, PageShown } from '../../../src/domain/sending/projection.ts';
import { handlingLines } from '../../../src/integrations/slack/render/render-handling.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { readersTimes } from '../../../src/integrations/slack/render/wording.ts';
import { brokeAt, pageShown, singleMessage, stillOpen } from '../../notifiers/example-projections.ts';
import { allText } from './rendered-text.ts';

const minute = 60_000;
const rang: PagerShown = {
  rangAt: brokeAt,
  assigned: { to: ['Robin', 'Kim'], at: brokeAt },
  acknowledged: null,
  turned: null,
};

/** The line about the page, each moment as its UTC time of day. */
function lineOf(pager: PagerShown): string {
  const message = singleMessage({}, pageShown({ reason: 'Level fatal.', pager }));
  const text = allText(
    renderMessage(message, { now: brokeAt + minute, lag: null, relayUrl: null, plain: false }),
  );
  const line = text.split('\n').find((one) => one.includes('📟')) ?? '';
  // Why it rang stands behind it, and is told elsewhere.
  expect(line).toMatch(/ · Level fatal\.$/);
  const shown = (at: number): string => new Date(at).toISOString().slice(11, 19);
  return line
    .replace(' · Level fatal.', '')
    .replaceAll(/<!date\^(\d+)[^>]*>/g, (_, seconds: string) => shown(Number(seconds) * 1000));
}

it("tells of the page in its pager's own terms", () => {
  const at = (n: number): string => new Date(brokeAt + n * minute).toISOString().slice(11, 19);
  const acknowledged = { by: 'Kim', at: brokeAt + 2 * minute };
  const ranOut = { how: 'unacknowledged', by: null, at: brokeAt + 3 * minute } as const;
  expect(lineOf(rang)).toBe(`📟 *Paged* Robin, Kim ${at(0)} · nobody has acknowledged it`);
  const taken = `📟 *Paged* Robin, Kim ${at(0)}, acknowledged by Kim ${at(2)}`;
  expect(lineOf({ ...rang, acknowledged })).toBe(taken);
  expect(lineOf({ ...rang, acknowledged, turned: ranOut })).toBe(`${taken}, which ran out ${at(3)}`);
  expect(lineOf({ ...rang, acknowledged, turned: { ...ranOut, by: 'Kim' } })).toContain(
    `, taken back by Kim ${at(3)}`,
  );
  expect(lineOf({ ...rang, acknowledged, turned: { ...ranOut, at: brokeAt } })).toBe(taken);
  const ended = { how: 'resolved', by: 'Kim', at: brokeAt } as const;
  expect(lineOf({ ...rang, acknowledged, turned: ended })).toContain(`, ended in PagerDuty by Kim ${at(0)}`);
  expect(lineOf({ ...rang, turned: { ...ended, how: 'reopened' } })).toContain(
    `, reopened in PagerDuty by Kim`,
  );
});

it('names whom to ask while nobody was told to look', () => {
  const lines = (onCall: readonly string[]): string =>
    allText(
      renderMessage(singleMessage({}, { page: null, notPaged: null }, { ...stillOpen, onCall }), {
        now: brokeAt,
        lag: null,
        relayUrl: null,
        plain: false,
      }),
    );
  expect(lines(['Robin'])).toContain('nobody has acknowledged it here · ☎️ On call: Robin\n');
  expect(lines(['Robin', '<!channel>', 'Ann', 'Ben', 'Kim'])).toMatch(
    /On call: Robin, &lt;!channel&gt;, Ann and 2 more/,
  );
});

it('says once who acknowledged', () => {
  const pager = { ...rang, acknowledged: { by: 'Kim', at: brokeAt + minute } };
  const acknowledged = { ...stillOpen, state: 'acknowledged', acknowledgedBy: 'Kim' } as const;
  const message = singleMessage({}, pageShown({ pager }), acknowledged);
  const { text } = renderMessage(message, { now: brokeAt, lag: null, relayUrl: null, plain: true });
  expect(text).toContain('👀 *Acknowledged by Kim* · 📟 *Paged* Robin, Kim 14:02:11 UTC · ');
});

it('says who had it first and who stands beside them, each once, until it is over and after', () => {
  const at = brokeAt + minute;
  const also = [
    { by: 'Priya', at: brokeAt + 2 * minute },
    { by: '<!here> *K*', at: brokeAt + 3 * minute },
  ];
  const pager = { ...rang, acknowledged: also[0] ?? null };
  const resolution = { at: brokeAt + 9 * minute, by: 'human', reason: 'Fixed.' };
  for (const handling of [
    { ...stillOpen, state: 'acknowledged', acknowledgedBy: 'Robin', acknowledgedAt: at, also },
    { state: 'resolved', resolution, stillArriving: 0, acknowledged: { by: 'Robin', at, also } },
  ] as const) {
    const message = singleMessage({}, pageShown({ pager }), handling);
    const { text } = renderMessage(message, { now: brokeAt, lag: null, relayUrl: null, plain: true });
    expect(text).toContain('👀 *Acknowledged by Robin* 14:03:11 UTC, also Priya 14:04:11 UTC, ');
    expect(text).toMatch(/14:05:11 UTC · 📟 \*Paged\* Robin, Kim 14:02:11 UTC/);
    expect(text).not.toContain('<!here>');
    expect(text).not.toContain('acknowledged by');
  }
});

it('says of what is over that nobody had it, where that was taken back before', () => {
  const resolution = { at: brokeAt + 9 * minute, by: 'sentry', reason: 'Over.' };
  const textOf = (by: string | null): string => {
    const back = { by, at: brokeAt + 3 * minute };
    const acknowledged = { by: 'Robin', at: brokeAt + minute, back };
    const message = singleMessage({}, pageShown({}), {
      state: 'resolved',
      resolution,
      stillArriving: 0,
      acknowledged,
    });
    return renderMessage(message, { now: brokeAt, lag: null, relayUrl: null, plain: true }).text;
  };
  const had = '👀 *Nobody had it at the end*: acknowledged by Robin 14:03:11 UTC';
  expect(textOf('Kim')).toContain(`${had}, taken back by Kim 14:05:11 UTC`);
  expect(textOf(null)).toContain(`${had}, which ran out 14:05:11 UTC`);
});

it('is one line of a bounded length, whatever those are called who stand beside', () => {
  const long = (letter: string): string => `<${letter.repeat(999)}`;
  const also = ['b', 'c', 'd', 'e', 'f'].map((letter) => ({ by: long(letter), at: brokeAt }));
  const message = singleMessage(
    { assignee: long('g') },
    pageShown({
      pager: { ...rang, acknowledged: { by: long('h'), at: brokeAt } },
      joined: long('p'),
      woken: ['w', 'x', 'y'].map((letter) => ({ receiver: long(letter), at: brokeAt, by: long('z') })),
    }),
    { ...stillOpen, state: 'acknowledged', acknowledgedBy: long('a'), acknowledgedAt: brokeAt, also },
  );
  expect(handlingLines(message, readersTimes)[0]?.length).toBeLessThan(1_750);
});

it('says who else was woken, and because of whom', () => {
  const woken = [{ receiver: 'managers', at: brokeAt + 10 * minute, by: 'payments' }];
  const [line] = handlingLines(singleMessage({}, pageShown({ woken })), readersTimes);
  expect(line).toMatch(/ · 📟 \*managers woken\* .+, since nobody of payments had answered/);
});

it('says of a page that rang before it was joined whom that woke, and of one that was ended by whom', () => {
  const joined = 'inc-9';
  const lineIs = (change: Parameters<typeof pageShown>[0]): string =>
    handlingLines(singleMessage({}, pageShown({ joined, ...change })), readersTimes)[0] ?? '';
  const rangFor = { to: ['Robin'], at: brokeAt };
  expect(lineIs({ standing: 'joined', pager: { ...rang, rangFor } })).toMatch(
    /📟 \*Joined the page of many incidents\* \(incident inc-9\), which woke Robin/,
  );
  expect(lineIs({ standing: 'joined' })).toMatch(/, which woke somebody /);
  const turned = { how: 'resolved', by: 'Kim', at: brokeAt + minute } as const;
  expect(lineIs({ standing: 'ended', pager: { ...rang, turned } })).toMatch(
    /📟 \*Was paged\*.*, ended in PagerDuty by Kim .+, on one page with others \(incident inc-9\)/,
  );
});

it('says who wants quiet for the page that it shares, and until when', () => {
  const muted = { by: '*Ada*', until: brokeAt + 60 * minute };
  const lineIs = (standing: PageShown['standing']): string =>
    handlingLines(singleMessage({}, pageShown({ joined: 'inc-9', muted, standing })), readersTimes)[0] ?? '';
  for (const standing of ['due', 'joined', 'queued'] as const)
    expect(lineIs(standing)).toMatch(/inc-9.*, that page muted by .*Ada.* until .*/);
  expect(lineIs('due')).not.toContain('*Ada*');
});

it('says for whom it rang, and who has it now', () => {
  const rangFor = { to: ['Robin', 'Kim'], at: brokeAt };
  expect(lineOf({ ...rang, rangFor })).toMatch(/\*Paged\* Robin, Kim \S+/);
  expect(lineOf({ ...rang, rangFor })).not.toContain('now with');
  const handedOn = { ...rang, rangFor, assigned: { to: ['Priya'], at: brokeAt + minute } };
  expect(lineOf(handedOn)).toMatch(/\*Paged\* Robin, Kim [\d:]+, now with Priya/);
  const taken = { ...handedOn, acknowledged: { by: 'Priya', at: brokeAt + minute } };
  expect(lineOf(taken)).toMatch(/\*Paged\* Robin, Kim [\d:]+, acknowledged by Priya [\d:]+$/);
});

it('is no markup, whatever people are called', () => {
  const line = lineOf({ ...rang, assigned: { to: ['<!channel> *Robin*'], at: brokeAt } });
  expect(line).not.toMatch(/<!channel>|[^*]\*Robin\*/);
});

it('says why somebody was woken, but not what the headline of a storm says already', () => {
  const said = (page: Partial<PageShown>, storm: boolean): string => {
    const shown = pageShown({ reason: 'bo asked for somebody to be woken.', ...page });
    const message = singleMessage(
      storm ? { storm: { cause: 'redis unreachable', since: brokeAt, unnamed: false } } : {},
      shown,
    );
    return renderMessage(message, { now: brokeAt, lag: null, relayUrl: null, plain: true }).text;
  };
  expect(said({}, false)).toContain(' · bo asked for somebody to be woken.');
  expect(said({ because: 'bo asked for somebody to be woken' }, false)).toContain(
    ' · paged because bo asked for somebody to be woken',
  );
  expect(said({}, true)).not.toContain('asked for');
  expect(said({ because: 'errors broke out together' }, true)).toContain(
    ' · paged because errors broke out together',
  );
  expect(said({ generation: 2 }, true)).toContain('*Paged again*');
  expect(said({ generation: 2 }, true)).toContain(' · bo asked for somebody to be woken.');
});
