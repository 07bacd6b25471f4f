import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, pageShown, stillOpen, stormMessage } from '../../notifiers/example-projections.ts';
import { allText, textsOf } from './rendered-text.ts';

const options = { now: brokeAt + 175_000, lag: null, plain: false, relayUrl: null };

/** The lines of the first section: what is to be seen at once. */
function topLines(message: LiveMessage): readonly string[] {
  return textsOf(renderMessage(message, options).blocks[1]!)[0]!.split('\n');
}

describe('the direction of events', () => {
  const trend = { counts: [2, 40, 100], direction: 'rising' } as const;

  it('is drawn and named', () => {
    expect(topLines(stormMessage({ trend }))[0]).toContain('*1,290 events* ▁▃▇ rising · since');
    expect(renderMessage(stormMessage({ trend }), options).text).toMatch(/since 14:02:11 UTC, rising$/);
  });

  it('is not drawn where its bars would be of one height', () => {
    const steady = { counts: [38, 40, 41, 39], direction: 'steady' } as const;
    expect(topLines(stormMessage({ trend: steady }))[0]).toContain('*1,290 events*, steady · since');
  });

  it('is that it is quiet since a time, whichever way it went before', () => {
    const quiet = { ...trend, quietSince: brokeAt + 600_000 };
    const rendered = renderMessage(stormMessage({ trend: quiet }), options);
    expect(topLines(stormMessage({ trend: quiet }))[0]).toMatch(
      /\*1,290 events\*, quiet since <!date\^\d+\^\{time_secs\}\|14:12:11 UTC> · since/,
    );
    expect(rendered.text).toMatch(/since 14:02:11 UTC, quiet since 14:12:11 UTC$/);
    expect(allText(rendered)).not.toMatch(/▁|rising/);
  });

  it('names the day too where the quiet began on another one', () => {
    const quiet = { ...trend, quietSince: brokeAt + 20 * 3_600_000 };
    expect(topLines(stormMessage({ trend: quiet }))[0]).toContain(', quiet since <!date^');
    expect(topLines(stormMessage({ trend: quiet }))[0]).toContain('{date_short_pretty} at {time_secs}');
  });

  it('gives way to the line that says for long that it is quiet', () => {
    const quiet = { ...trend, quietSince: brokeAt + 600_000 };
    const message = stormMessage({ trend: quiet }, pageShown(), {
      ...stillOpen,
      quietSince: brokeAt + 600_000,
    });
    const { text, blocks } = renderMessage(message, options);
    expect(`${text} ${JSON.stringify(blocks)}`).not.toMatch(/, quiet since/);
    expect(JSON.stringify(blocks)).toContain('💤 Quiet since');
  });

  it('is of no interest once it is over', () => {
    const resolution = { at: brokeAt + 60_000, by: 'human', reason: '' };
    const over = stormMessage({ trend }, pageShown(), { state: 'resolved', resolution, stillArriving: 0 });
    const { text, blocks } = renderMessage(over, options);
    expect(`${text} ${JSON.stringify(blocks)}`).not.toMatch(/▁|rising/);
  });
});
