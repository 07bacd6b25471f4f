import { describe, expect, it } from 'vitest';
import { operatorDelivery } from '../../src/ingest/operator-command.ts';
import { replayedEntry } from '../../src/ingest/replayed-entry.ts';

describe('an operator command', () => {
  const command = { action: 'acknowledge', incident: 'inc-7', who: 'Ines' } as const;

  it('says in its body what is asked of which incident by whom', () => {
    const made = operatorDelivery(command, 'c-1', 'loopback');
    expect(made).toMatchObject({
      source: 'operator',
      kind: 'acknowledge',
      id: 'c-1',
      verifiedBy: 'loopback',
    });
    expect(JSON.parse(made.body)).toEqual({ ...command, id: 'c-1' });
  });

  it('is no duplicate when it is given a second time', () => {
    const [first, second] = ['c-1', 'c-2'].map((id) => operatorDelivery(command, id, 'loopback'));
    expect(first!.digest).not.toBe(second!.digest);
  });
});

describe('a replayed entry', () => {
  it('keeps what was said and who vouched for it, under an id and a digest of its own', () => {
    const entry = {
      source: 'sentry',
      id: 'd-1',
      kind: 'event_alert',
      body: '{"data":{}}',
      digest: 'abc',
      verifiedBy: 'secret-2',
      seq: 12,
      receivedAt: 5,
    } as const;
    const replayed = replayedEntry(entry, 3);
    expect(replayed).toMatchObject({
      source: 'sentry',
      kind: 'event_alert',
      body: entry.body,
      verifiedBy: 'secret-2',
    });
    expect(replayed.id).toBe('replay:12:3');
    expect(replayed.digest).not.toBe(entry.digest);
    expect(replayedEntry(entry, 3)).toEqual(replayed);
  });
});
