import { describe, expect, it } from 'vitest';
import { pagerDutySettings } from '../../../src/integrations/pagerduty/config.ts';
import { pagerDutyReceiver } from '../../../src/integrations/pagerduty/receiver.ts';

const routingKey = 'Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe';

function complaint(settings: Record<string, unknown>): string {
  const read = pagerDutySettings.safeParse(settings);
  return read.success ? '' : read.error.issues.map(({ message }) => message).join(' ');
}

describe("PagerDuty's settings", () => {
  it('need a routing key and have defaults for the rest', () => {
    expect(pagerDutySettings.parse({ routingKey })).toEqual({
      routingKey,
      eventsUrl: 'https://events.pagerduty.com',
      limits: { events: 110 },
    });
  });

  it.each([
    ['', 'is empty'],
    ['u+AbCdEfGhIjKlMnOpQr', 'REST API token'],
    ['https://events.pagerduty.com/x', 'an address'],
    ['abc', 'this one has 3 characters'],
  ])('say which mistake %j is, without repeating it', (wrong, words) => {
    expect(complaint({ routingKey: wrong })).toContain(words);
    if (wrong.length > 3) expect(complaint({ routingKey: wrong })).not.toContain(wrong);
  });

  it('want an http address, and know the one of the EU', () => {
    expect(complaint({ routingKey, eventsUrl: 'events.pagerduty.com' })).toContain('events.eu.pagerduty.com');
    expect(complaint({ routingKey, eventsUrl: 'http://127.0.0.1:9' })).toBe('');
  });
});

describe("PagerDuty's receiver", () => {
  it('is named after a fingerprint of its key', () => {
    const receiver = pagerDutyReceiver(routingKey);
    expect(receiver).toMatchObject({ kind: 'pager', lane: receiver.credential });
    expect(receiver.id).toMatch(/^pagerduty\/[0-9a-f]{8}$/);
    expect(JSON.stringify(receiver)).not.toContain(routingKey);
  });
});
