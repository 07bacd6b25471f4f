import { describe, expect, it } from 'vitest';
import { replayedAfterMs, type Entry } from '../../src/domain/inbox/entry.ts';
import { operatorDelivery } from '../../src/ingest/operator-command.ts';
import { readOwn } from '../../src/ingest/own-entries.ts';
import { replayedEntry } from '../../src/ingest/replayed-entry.ts';
import { entry } from '../make.ts';

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
    expect(JSON.parse(made.body)).toEqual({ ...command, id: 'c-1', v: 1 });
  });

  it('is read back as the command that it was; what is none is said to be none', () => {
    const { body } = operatorDelivery(command, 'c-1', 'loopback');
    expect(readOwn(entry(1, 0, body, { source: 'operator' }))).toMatchObject({ kind: 'command', command });
    expect(() => readOwn(entry(2, 0, '{"action":"close"}', { source: 'operator' }))).toThrow(
      /no operator's command/,
    );
    expect(readOwn(entry(3, 0, body, { source: 'sentry' }))).toBeNull();
  });

  it.each(['acknowledge', 'resolve', 'mute', 'unmute'] as const)('can be %s', (action) => {
    const { body } = operatorDelivery({ ...command, action }, 'c-1', 'operator');
    expect(readOwn(entry(1, 0, body, { source: 'operator' }))).toMatchObject({
      command: { ...command, action },
    });
  });

  it('is no duplicate when it is given a second time', () => {
    const [first, second] = ['c-1', 'c-2'].map((id) => operatorDelivery(command, id, 'loopback'));
    expect(first!.digest).not.toBe(second!.digest);
  });
});

describe('a replayed entry', () => {
  it('keeps what was said and who vouched for it, under an id and a digest of its own', () => {
    const stored = {
      source: 'sentry',
      id: 'd-1',
      kind: 'event_alert',
      body: '{"data":{}}',
      digest: 'abc',
      verifiedBy: 'secret-2',
      sentAt: 4_000,
      firstReceivedAt: null,
      seq: 12,
      receivedAt: 5_000,
    } as const;
    const replayed = replayedEntry(stored, 3);
    expect(replayed).toMatchObject({
      source: 'sentry',
      kind: 'event_alert',
      body: stored.body,
      verifiedBy: 'secret-2',
    });
    expect(replayed.id).toBe('replay:12:3');
    expect(replayed.digest).not.toBe(stored.digest);
    expect(replayedEntry(stored, 3)).toEqual(replayed);
  });

  it('is as old as its first arrival makes it, also when the replay died and is replayed', () => {
    const first = entry(12, 5_000, '{}', { sentAt: 4_000 });
    const replayed: Entry = { ...replayedEntry(first, 3), seq: 20, receivedAt: 9_000 };
    expect(replayed).toMatchObject({ sentAt: 4_000, firstReceivedAt: 5_000 });
    const again: Entry = { ...replayedEntry(replayed, 4), seq: 30, receivedAt: 25_000 };
    expect(again).toMatchObject({ sentAt: 4_000, firstReceivedAt: 5_000 });
    expect([first, replayed, again].map(replayedAfterMs)).toEqual([0, 4_000, 20_000]);
  });
});
