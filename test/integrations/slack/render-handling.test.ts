import { describe, expect, it } from 'vitest';
import type { LiveMessage, PageShown } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, pageShown, singleMessage, stormMessage } from '../../notifiers/example-projections.ts';
import { allText } from './rendered-text.ts';

const options = { now: brokeAt + 5_000, lag: null, relayUrl: null };

/** The lines of a message about pages: in the full form, in the plain one, and the one line of notifications. */
function pageLines(message: LiveMessage): readonly [full: string, plain: string, short: string] {
  const full = renderMessage(message, { ...options, plain: false });
  const about = (text: string): string =>
    text
      .split('\n')
      .filter((line) => /paged/i.test(line))
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
    expect(plain).toContain('not paged: the event was 40 min old when Sentry told of it');
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
    expect(pageLines(singleMessage())).toEqual(['🔕 Not paged', '', '']);
  });
});

describe('a page that waits to learn its environment', () => {
  const standing = (standing: PageShown['standing']): LiveMessage =>
    singleMessage({}, pageShown({ reason: 'Level fatal.', standing }));

  it('is not said to have gone out', () => {
    const message = standing('waiting');
    const all = [false, true].map((plain) => renderMessage(message, { ...options, plain }));
    expect(allText(all[0]!)).toContain('📟 *Paging*: Level fatal.');
    expect(all[1]?.text).toContain('\nPaging: Level fatal.');
    expect(pageLines(message)).toEqual(['', '', '']);
  });

  it('and was handled meanwhile: whether it went out stays open', () => {
    const [full, plain] = pageLines(standing('unsure'));
    expect(full).toBe('📟 *Paged unless it was handled first*: Level fatal.');
    expect(plain).toContain('Paged unless it was handled first: Level fatal.');
  });
});

describe('a page that was sent again', () => {
  it('says so in one clause', () => {
    expect(pageLines(stormMessage({}, pageShown({ again: 1 })))[0]).toContain(
      '*Paged*, sent again because it happened again: A storm',
    );
    const [full, plain] = pageLines(stormMessage({}, pageShown({ again: 3 })));
    expect(full).toContain('sent again 3 times because it happened again');
    expect(plain).toContain('Paged, sent again 3 times because it happened again: A storm');
  });
});
