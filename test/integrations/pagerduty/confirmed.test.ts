import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/domain/sending/outcome.ts';
import { enqueue } from '../../../src/integrations/pagerduty/enqueue.ts';
import { startScripted, type ScriptedServer } from '../../notifiers/scripted-server.ts';

const dedupKey = 'stormrelay:7f3a:inc-1:1';
let server: ScriptedServer;
beforeAll(async () => {
  server = await startScripted(() => ({ status: 202 }));
});
afterAll(() => server.close());

function answered(body: string, path: '/v2/enqueue' | '/v2/change/enqueue'): Promise<Outcome> {
  server.answer = () => ({ status: 202, body });
  return enqueue('{}', { eventsUrl: server.url, timeoutMs: 5_000, routingKey: 'secret', dedupKey, path });
}

const delivered = { kind: 'delivered', handle: dedupKey };
const doubtful = { kind: 'failed', ambiguous: true, code: 'strange-answer' };

describe('a 202 says that an event was taken', () => {
  it.each<readonly [what: string, body: string, event: object, change: object]>([
    ['by status and key', '{"status":"success","message":"x","dedup_key":"k"}', delivered, delivered],
    ['of a change event by its status', '{"status":"success"}', doubtful, delivered],
    ['not by an empty key', '{"status":"success","dedup_key":""}', doubtful, doubtful],
    ['not by nothing', '', doubtful, doubtful],
    ['not by HTML', '<html>ok</html>', doubtful, doubtful],
    ['not by JSON that is no object', '"success"', doubtful, doubtful],
    ['not by another status', '{"status":"throttled","dedup_key":"k"}', doubtful, doubtful],
    [
      'not by more than anybody reads',
      `{"status":"success","x":"${'x'.repeat(70_000)}"}`,
      doubtful,
      doubtful,
    ],
  ])('%s', async (_what, body, event, change) => {
    expect(await answered(body, '/v2/enqueue')).toMatchObject(event);
    expect(await answered(body, '/v2/change/enqueue')).toMatchObject(change);
  });

  it('whose text is not, is told with what it says', async () => {
    const outcome = await answered('{"status":"throttled","message":"not now"}', '/v2/enqueue');
    expect('reason' in outcome && outcome.reason).toMatch(
      /HTTP 202: not now\. That is not how PagerDuty says/,
    );
  });
});
