import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src/domain/sending/projection.ts';
import type { ActionElement } from '../../../src/integrations/slack/render/action-elements.ts';
import type { Rendered } from '../../../src/integrations/slack/render/blocks.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { checkBlocks } from '../../../simulator/fakes/slack/block-kit.ts';
import { message as liveMessage, start } from '../../make.ts';
import { allText } from './rendered-text.ts';

const link = 'https://acme.sentry.io/issues/1/';

function rendered(message: LiveMessage, pager: boolean | null = true): Rendered {
  const buttons = pager === null ? {} : { buttons: { pager } };
  return renderMessage(message, { now: start, lag: null, plain: false, relayUrl: null, ...buttons });
}

function buttonsOf(message: LiveMessage, pager: boolean | null = true): readonly ActionElement[] {
  return rendered(message, pager).blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
}

const ids = (elements: readonly ActionElement[]): readonly string[] =>
  elements.map(({ action_id }) => action_id.replace('stormrelay:1:', ''));

const open = liveMessage({ link });
const paged = { reason: 'Level fatal.', generation: 1, again: 0, joined: null, standing: 'due' } as const;
const still = { quietSince: null, notices: [] } as const;

describe('the buttons of a message', () => {
  it.each<[string, LiveMessage, readonly string[]]>([
    ['that is open', open, ['view', 'acknowledge', 'resolve', 'page', 'mute', 'menu']],
    ['that is paged and open', { ...open, page: paged }, ['view', 'acknowledge', 'resolve', 'mute', 'menu']],
    [
      'that is acknowledged',
      { ...open, page: paged, ...still, state: 'acknowledged', acknowledgedBy: 'ada' },
      ['view', 'resolve', 'page', 'mute', 'menu'],
    ],
    [
      'that is muted',
      { ...open, ...still, state: 'open', mute: { until: start, by: 'ada' } },
      ['view', 'acknowledge', 'resolve', 'page', 'unmute', 'menu'],
    ],
    [
      'that is silenced, which ends where it was made',
      { ...open, ...still, state: 'open', mute: { until: start, by: 'ada', reason: 'A migration.' } },
      ['view', 'acknowledge', 'resolve', 'page', 'mute', 'menu'],
    ],
    [
      'that is resolved',
      {
        ...open,
        state: 'resolved',
        resolution: { at: start, by: 'human', reason: 'Resolved by ada.' },
        stillArriving: 0,
      },
      ['view'],
    ],
    ['without a link', { ...open, link: null }, ['acknowledge', 'resolve', 'page', 'mute', 'menu']],
    [
      'whose link is none',
      { ...open, link: 'javascript:alert(1)' },
      ['acknowledge', 'resolve', 'page', 'mute', 'menu'],
    ],
  ])('%s', (_, message, expected) => {
    expect(ids(buttonsOf(message))).toEqual(expected);
    expect(checkBlocks(rendered(message).blocks)).toEqual([]);
  });

  it('have a menu of what is needed less: only of a storm something can be split off', () => {
    const menuOf = (message: LiveMessage): readonly string[] =>
      buttonsOf(message).flatMap((one) =>
        one.type === 'overflow' ? one.options.map(({ value }) => value.replace('stormrelay:1:', '')) : [],
      );
    const storm = { cause: 'redis unreachable', since: start, unnamed: false };
    expect(menuOf(open)).toEqual(['assign', 'merge']);
    expect(menuOf({ ...open, storm })).toEqual(['assign', 'split', 'merge']);
  });

  it('page again where somebody was woken and has it, and else whoever is on call', () => {
    const labels = (message: LiveMessage): readonly string[] =>
      buttonsOf(message).flatMap((one) => (one.type === 'button' ? [one.text.text] : []));
    const taken = { ...open, ...still, state: 'acknowledged', acknowledgedBy: 'ada' } as const;
    expect(labels({ ...taken, page: paged })).toContain('Page again');
    expect(labels({ ...taken, page: { ...paged, standing: 'given-up' } })).toContain('Page on-call');
    expect(labels(taken)).toContain('Page on-call');
  });

  it('say whose they are', () => {
    const block = rendered(open).blocks.find(({ type }) => type === 'actions');
    expect(block).toMatchObject({ block_id: 'stormrelay:1:inc-1' });
  });

  it('page nobody where there is no pager', () => {
    expect(ids(buttonsOf(open, false))).not.toContain('page');
  });

  it('ask before they end something or wake somebody', () => {
    const asking = buttonsOf(open).filter(
      (element) => element.type === 'button' && element.confirm !== undefined,
    );
    expect(ids(asking)).toEqual(['resolve', 'page']);
  });

  it('are none where nobody would answer: the link stays', () => {
    expect(buttonsOf(open, null)).toEqual([]);
    expect(allText(rendered(open, null))).toContain(link);
  });

  it('make the link only say which issue it is', () => {
    const shown = allText(rendered({ ...open, shortId: 'CART-1' }));
    expect(shown).toContain(`<${link}|CART-1> · Incident`);
    expect(shown).not.toContain('View in Sentry (');
    expect(allText(rendered({ ...open, shortId: 'CART-1' }, null))).toContain(`|View in Sentry (CART-1)>`);
    expect(allText(rendered({ ...open, shortId: null }))).not.toContain(link);
  });

  it('stand below who muted it, and until when', () => {
    const message: LiveMessage = {
      ...open,
      ...still,
      state: 'open',
      mute: { until: start, by: 'ada <!here>' },
    };
    expect(allText(rendered(message))).toMatch(
      /🔇 Muted until <!date\^\d+\^\{time_secs\}\|08:00:00 UTC> by ada &lt;!here&gt;/,
    );
  });
});
