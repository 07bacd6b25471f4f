import { describe, expect, it } from 'vitest';
import type { LiveMessage, PageShown } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import {
  brokeAt,
  pageShown,
  singleMessage,
  stillOpen,
  stormMessage,
} from '../../notifiers/example-projections.ts';
import { allText } from './rendered-text.ts';

const options = { now: brokeAt + 5_000, lag: null, relayUrl: null };

/** The lines of a message about pages: in the full form, in the plain one, and the one line of notifications. */
function pageLines(message: LiveMessage): readonly [full: string, plain: string, short: string] {
  const full = renderMessage(message, { ...options, plain: false });
  const about = (text: string): string =>
    text
      .split('\n')
      .filter((line) => /paged|📟/i.test(line))
      .join('\n');
  return [
    about(allText(full)),
    about(renderMessage(message, { ...options, plain: true }).text),
    about(full.text),
  ];
}

describe('why nobody was woken', () => {
  const unpaged = { page: null, notPaged: 'the event was 40 min old when Sentry told of it' } as const;
  const old = singleMessage({}, unpaged);

  it('stands where a reader looks for the page, in every form', () => {
    const [full, plain, short] = pageLines(old);
    expect(full).toBe('🔕 *Not paged*: the event was 40 min old when Sentry told of it');
    expect(plain).toBe('🔕 *Not paged*: the event was 40 min old when Sentry told of it');
    expect(short).toContain('not paged: the event was 40 min old');
  });

  it('is said of what is acknowledged or over as well', () => {
    const resolution = { at: brokeAt, by: 'human', reason: 'Fixed.' };
    for (const handling of [
      { state: 'acknowledged', acknowledgedBy: 'Ana', quietSince: null, notices: [] },
      { state: 'resolved', resolution, stillArriving: 0 },
    ] as const)
      expect(pageLines(singleMessage({}, unpaged, handling))[0]).toContain('*Not paged*: the event');
  });

  it('gives way to a page that was sent later', () => {
    expect(pageLines({ ...old, ...pageShown({ reason: 'Level fatal.' }) }).join('\n')).not.toMatch(
      /not paged/i,
    );
  });

  it('needs no word where nobody would expect a page', () => {
    expect(pageLines(singleMessage())).toEqual([
      '🔕 Not paged: it meets no condition for paging · nobody has acknowledged it here',
      '🔕 Not paged: it meets no condition for paging · nobody has acknowledged it here',
      '',
    ]);
  });
});

describe('a page that waits to learn its environment', () => {
  const standing = (standing: PageShown['standing']): LiveMessage =>
    singleMessage({}, pageShown({ reason: 'Level fatal.', standing }));

  it('is not said to have gone out', () => {
    const message = standing('waiting');
    const all = [false, true].map((plain) => renderMessage(message, { ...options, plain }));
    for (const text of [allText(all[0]!), all[1]?.text])
      expect(text).toContain('\n📟 *Paging* · nobody has acknowledged it here');
    expect(pageLines(message).join('\n')).not.toMatch(/paged/i);
  });

  it('and was handled meanwhile: whether it went out stays open', () => {
    const [full, plain] = pageLines(standing('unsure'));
    for (const line of [full, plain]) expect(line).toMatch(/^📟 \*Paged unless it was handled first\*/);
  });
});

describe('a page that nobody has received', () => {
  it.each([
    ['sending', /^📟 \*Paging\* · nobody/],
    ['trying', /^📟 \*Not paged yet\*, wanted since [\d:]+ UTC · nobody/],
    ['in-doubt', /^📟 \*Perhaps paged\*, wanted since [\d:]+ UTC · nobody/],
    ['given-up', /^📟 \*Nobody was paged\*, wanted since [\d:]+ UTC · nobody/],
  ] as const)('is not called one that somebody has: %s', (standing, words) => {
    expect(pageLines(stormMessage({}, pageShown({ at: brokeAt, standing })))[1]).toMatch(words);
    const again = stormMessage({}, pageShown({ at: brokeAt, standing, generation: 2 }));
    expect(pageLines(again)[1]).toMatch(
      /^📟 \*(?:Paging again|Not paged again yet|Perhaps paged again|Nobody was paged again)\*/,
    );
  });
});

describe('a page', () => {
  const at = brokeAt + 4_000;

  it('says when it went out, and that nobody has taken it', () => {
    const [full, plain] = pageLines(stormMessage({}, pageShown({ at })));
    expect(full).toBe(
      '📟 *Paged* <!date^1773496935^{time_secs}|14:02:15 UTC> · nobody has acknowledged it here',
    );
    expect(plain).toBe('📟 *Paged* 14:02:15 UTC · nobody has acknowledged it here');
  });

  it('says who took it, and when', () => {
    const message = stormMessage({}, pageShown({ at }), {
      ...stillOpen,
      state: 'acknowledged',
      acknowledgedBy: 'Ana Silva',
      acknowledgedAt: brokeAt + 60_000,
    });
    expect(pageLines(message)[1]).toBe(
      '👀 *Acknowledged by Ana Silva* 14:03:11 UTC · 📟 *Paged* 14:02:15 UTC',
    );
  });

  it('says so in one clause where it was sent again', () => {
    expect(pageLines(stormMessage({}, pageShown({ again: 1 })))[0]).toMatch(
      /^📟 \*Paged\*, sent again · nobody/,
    );
    for (const line of pageLines(stormMessage({}, pageShown({ again: 3 }))).slice(0, 2))
      expect(line).toContain('*Paged*, sent again 3 times');
    const late = pageShown({ again: 1, resend: 'trying' });
    expect(pageLines(stormMessage({}, late))[0]).toContain('*Paged*, sent again, not sent once more yet');
    expect(pageLines(stormMessage({}, pageShown({ resend: 'sending' })))[0]).toContain(
      '*Paged*, being sent once more',
    );
  });
});
