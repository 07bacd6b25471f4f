import { describe, expect, it } from 'vitest';
import type {
  DrillMark,
  LiveMessage,
  MessageProjection,
  TroubleShown,
} from '../../../src/domain/sending/projection.ts';
import { metadataOf } from '../../../src/integrations/slack/finding/metadata.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import {
  brokeAt,
  pageShown,
  partOfMessage,
  singleMessage,
  stormMessage,
} from '../../notifiers/example-projections.ts';
import { rowOf } from '../../notifiers/example-sends.ts';
import { allText, problemsOf } from './rendered-text.ts';

const options = { now: brokeAt + 3_000, lag: null, plain: false, relayUrl: null };
const subject = {
  service: 'checkout',
  environment: 'production',
  release: 'checkout@2.4.1',
  by: 'Ana Silva',
};
const mark: DrillMark = { id: 'drill-7', subject, end: null };
const summary = 'ack 12 ms, Slack 1.1 s';

function drill(change: Partial<DrillMark> = {}, over: Partial<TroubleShown> = {}): LiveMessage {
  return singleMessage({ drill: { ...mark, ...change }, ...over });
}

function resolvedDrill(end: NonNullable<DrillMark['end']>): LiveMessage {
  const resolution = { at: brokeAt + 60_000, by: 'drill', reason: 'Drill ended.' };
  return singleMessage(
    { drill: { ...mark, end } },
    { page: null, notPaged: null },
    {
      state: 'resolved',
      resolution,
      stillArriving: 0,
    },
  );
}

describe('the message of a drill', () => {
  const rendered = renderMessage(drill(), options);
  const text = allText(rendered);

  it('says at once that it is a drill, of what, and that no service is broken', () => {
    expect(rendered.text).toBe('🧪 Drill: checkout (production) · Under way');
    expect(text).toMatch(/^🧪 Drill: checkout \(production\)\n\*Under way\*/);
    expect(text).toContain('No service is broken: a check sent this alert to see that it arrives.');
  });

  it('says of which release, for whom, and where to find it again', () => {
    expect(text).toContain('Release `checkout@2.4.1` · by Ana Silva');
    expect(text).toMatch(/drill-7 · incident inc-7f3a-12 · updated <!date\^/);
  });

  it('shows nothing that looks like an error: no severity, no words of it, no link, no page', () => {
    const paged = { ...drill({}, { severity: 'critical' }), ...pageShown({ reason: 'Level fatal.' }) };
    const all = allText(renderMessage(paged, options));
    expect(all).not.toMatch(/🔥|🔴|critical|TypeError|Cannot read|View in Sentry|Paged|Not paged|What broke/);
  });

  it.each([
    ['passed', '✅', 'Passed'],
    ['failed', '❌', 'Failed'],
    ['cancelled', '⏹️', 'Cancelled'],
    ['expired', '⌛', 'Not ended by whoever started it'],
  ] as const)('that %s says so, with what was measured', (result, sign, told) => {
    const over = resolvedDrill({ result, summary });
    const { text: short, blocks } = renderMessage(over, options);
    expect(short).toBe(`${sign} Drill: checkout (production) · ${told}`);
    const shown = allText({ text: short, blocks });
    expect(shown).toContain(`${sign} Drill: checkout (production)\n*${told}*\n${summary}`);
    expect(shown).toContain('No service is broken');
    expect(shown).not.toMatch(/🧪|Under way|Resolved/);
  });

  it('leaves out what nobody said', () => {
    const bare = drill({
      subject: { ...subject, release: null, by: null },
      end: { result: 'passed', summary: '' },
    });
    const all = allText(renderMessage(bare, options));
    expect(all).not.toMatch(/Release|by |null/);
    expect(problemsOf(renderMessage(bare, options))).toEqual([]);
  });

  it('that became a storm says how many alerts it is made of', () => {
    const storm = stormMessage({ drill: mark, alerts: 12 });
    expect(allText(renderMessage(storm, options))).toContain('by Ana Silva · one storm of 12 alerts');
    expect(text).not.toContain('storm');
  });

  it('is one line that points at its storm, and shows the result too, for a child of it', () => {
    const child = renderMessage(partOfMessage({ drill: mark }), options);
    expect(child.text).toBe('🧪 Drill: checkout (production) · Under way');
    expect(allText(child)).toMatch(/^🧪 Drill: checkout \(production\) · Under way · part of incident inc/);
    expect(allText(child)).not.toContain('http');
    const end = { result: 'passed', summary } as const;
    const over = renderMessage(partOfMessage({ drill: { ...mark, end } }), options);
    expect(over.text).toBe('✅ Drill: checkout (production) · Passed');
  });

  it('is its first line alone where Slack refuses the full form', () => {
    const plain = renderMessage(drill({ end: { result: 'failed', summary } }), { ...options, plain: true });
    expect(plain).toEqual({ text: '❌ Drill: checkout (production) · Failed', blocks: [] });
  });

  it('lets no text of CI ping, link or break out, however long', () => {
    const hostile = `<!channel> <https://evil.example|ok> @here \`*_~ https://evil.example/ ${'&'.repeat(5_000)}`;
    const bad = { service: hostile, environment: hostile, release: hostile, by: hostile };
    for (const end of [null, { result: 'failed', summary: hostile } as const])
      for (const plain of [false, true]) {
        const shown = renderMessage(drill({ id: hostile, subject: bad, end }, { incident: hostile }), {
          ...options,
          plain,
        });
        expect(problemsOf(shown)).toEqual([]);
        expect(shown.text).toMatch(/Drill: /);
      }
  });
});

describe("the metadata of a drill's message", () => {
  it('covers no alerts, because a drill is in no book', () => {
    const at = (message: MessageProjection) => metadataOf(rowOf(message, 'slack:C0123ABCD'), 0).event_payload;
    expect(at(drill({}, { alerts: 12 }))).toEqual({
      incident: 'inc-7f3a-12',
      surface: 'message',
      upto: 0,
      alerts: 0,
    });
    expect(at(singleMessage({ alerts: 12 })).alerts).toBe(12);
  });
});
