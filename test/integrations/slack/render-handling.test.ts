import { describe, expect, it } from 'vitest';
import type { MessageProjection } from '../../../src/domain/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render-message.ts';
import { brokeAt, singleMessage, stormMessage } from '../../notifiers/example-projections.ts';
import { allText } from './rendered-text.ts';

const options = { now: brokeAt + 5_000, lag: null, relayUrl: null };

/** The lines of a message about pages: in the full form, in the plain one, and the one line of notifications. */
function pageLines(message: MessageProjection): readonly [full: string, plain: string, short: string] {
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
  const old = singleMessage({ notPaged: 'The event was 40 min old when Sentry received it.' });

  it('stands where a reader looks for the page, in every form', () => {
    const [full, plain, short] = pageLines(old);
    expect(full).toBe('🔕 *Not paged*: the event was 40 min old when Sentry received it.');
    expect(plain).toContain('not paged: the event was 40 min old when Sentry received it.');
    expect(short).toContain('not paged: the event was 40 min old');
  });

  it('is said of what is acknowledged or over as well', () => {
    expect(pageLines({ ...old, state: 'acknowledged' })[0]).toContain('*Not paged*: the event');
    expect(pageLines({ ...old, state: 'resolved' })[0]).toContain('*Not paged*: the event');
  });

  it('gives way to a page that was sent later', () => {
    const page = { reason: 'Level fatal.', generation: 1, joined: null };
    expect(pageLines({ ...old, page }).join('\n')).not.toMatch(/not paged/i);
  });

  it('needs no word where nobody would expect a page', () => {
    expect(pageLines(singleMessage())).toEqual(['🔕 Not paged', '', '']);
  });
});

describe('a page that waits to learn its environment', () => {
  const page = { reason: 'Level fatal.', generation: 1, joined: null };

  it('is not said to have gone out', () => {
    const message = singleMessage({ page: { ...page, standing: 'waiting' } });
    const all = [false, true].map((plain) => renderMessage(message, { ...options, plain }));
    expect(allText(all[0]!)).toContain('📟 *Paging*: Level fatal.');
    expect(all[1]?.text).toContain('\nPaging: Level fatal.');
    expect(pageLines(message)).toEqual(['', '', '']);
  });

  it('and was handled meanwhile: whether it went out stays open', () => {
    const [full, plain] = pageLines(singleMessage({ page: { ...page, standing: 'unsure' } }));
    expect(full).toBe('📟 *Paged unless it was handled first*: Level fatal.');
    expect(plain).toContain('Paged unless it was handled first: Level fatal.');
  });
});

describe('a page that was sent again', () => {
  it('says so in one clause', () => {
    expect(pageLines(stormMessage({ pageAgain: 1 }))[0]).toContain(
      '*Paged*, sent again because it happened again: A storm',
    );
    const [full, plain] = pageLines(stormMessage({ pageAgain: 3 }));
    expect(full).toContain('sent again 3 times because it happened again');
    expect(plain).toContain('Paged, sent again 3 times because it happened again: A storm');
  });
});
