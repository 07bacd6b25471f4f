import { describe, expect, it } from 'vitest';
import { noAttempts, type Attempts } from '../../src/domain/sending/notification.ts';
import { nothingSent, type Sent } from '../../src/domain/sending/sent.ts';
import type { LaneState } from '../../src/domain/sending/lane.ts';
import { troubleOf } from '../../src/domain/sending/trouble.ts';
import { hopOf, leftOpenBy, probeOf, type HopFacts } from '../../src/observe/drills/drill-hops.ts';
import type { Look } from '../../src/observe/drills/looks.ts';
import type { Finding } from '../../src/seams/inspector.ts';
import { chat, message, page, pager, row, start } from '../make.ts';
import { posted, ringing } from '../sent.ts';

const firstAlertAt = start + 1_000;
const accepted = posted({ acceptedAt: start + 1_700, digest: 'd1' });
const blocked: LaneState = { kind: 'blocked', since: start, until: start, reason: 'channel_not_found' };

function hop(change: Partial<HopFacts> = {}): ReturnType<typeof hopOf> {
  return hopOf({
    row: row(message()),
    lane: undefined,
    held: null,
    firstAlertAt,
    look: null,
    now: start + 2_000,
    ...change,
  });
}

/** A message that was accepted, and what looking for it found. */
function seen(finding: Finding | null, look: Partial<Look> = {}): ReturnType<typeof hopOf> {
  const at = start + 2_500;
  return hop({
    row: row(message(), { sent: accepted }),
    look: { finding, at, since: at, looks: 1, ...look },
  });
}

function tried(attempts: Partial<Attempts>): Pick<HopFacts, 'row'> {
  return { row: row(message(), { attempts: { ...noAttempts, ...attempts } }) };
}

describe('a hop that nobody accepted yet', () => {
  it('says what holds its key where only a silent look was told to wait', () => {
    const held = troubleOf('limited', 'HTTP 429, Retry-After 30');
    expect(hop({ held })).toMatchObject({ state: 'waiting', trouble: held });
    expect(hop({ held, lane: blocked }).trouble).not.toBe(held);
  });

  it('waits without any trouble at first, and says where', () => {
    expect(hop()).toEqual({
      hop: 'slack',
      receiver: chat.id,
      state: 'waiting',
      acceptedAfterMs: null,
      trouble: null,
      unconfirmed: null,
      handle: null,
      link: null,
    });
    expect(hop({ row: row(page()) })).toMatchObject({ hop: 'page', receiver: pager.id, state: 'waiting' });
  });

  it("waits with its lane's reason", () => {
    const old: LaneState = { kind: 'waiting', until: start + 9_000, reason: 'Slack says 429.', failures: 0 };
    const lane: LaneState = { ...old, code: 'limited' };
    expect(hop({ lane })).toMatchObject({
      state: 'waiting',
      trouble: { code: 'limited', cause: 'Slack says 429.', passes: true },
    });
    // A version before this one kept no codes.
    expect(hop({ lane: old }).trouble).toMatchObject({ code: 'unknown', cause: 'Slack says 429.' });
    expect(hop({ lane: { kind: 'flowing' } }).trouble).toBeNull();
  });

  it("names its lane's reason also after that wait, if nothing got through since", () => {
    const lane: LaneState = { kind: 'waiting', until: start, reason: 'It did not answer.', failures: 3 };
    expect(hop({ lane, now: firstAlertAt + 2_900 }).trouble).toBeNull();
    expect(hop({ lane, now: firstAlertAt + 3_000 }).trouble?.cause).toBe('It did not answer.');
  });

  it("prefers what went wrong with itself to its lane's reason", () => {
    const lane: LaneState = { kind: 'waiting', until: start + 9_000, reason: 'of another row', failures: 1 };
    expect(
      hop({ lane, ...tried({ lastError: 'HTTP 503', lastCode: 'provider-failing', count: 1 }) }),
    ).toMatchObject({ state: 'waiting', trouble: { code: 'provider-failing', cause: 'HTTP 503' } });
  });

  it('names whoever has not answered for a second', () => {
    const sending = tried({ startedAt: start + 1_001, startedStep: 'create' });
    expect(hop(sending).trouble).toBeNull();
    expect(hop({ ...sending, now: start + 2_001 })).toMatchObject({
      state: 'waiting',
      trouble: { code: 'unreachable', cause: `${chat.id} has not answered for 1 s.` },
    });
    expect(hop({ ...sending, now: start + 5_600 }).trouble?.cause).toContain('5 s');
  });

  it('has failed once it was given up, unless something newer is wanted', () => {
    const refused = { lastError: 'invalid_blocks', deadDigest: 'd1' };
    expect(hop(tried(refused))).toMatchObject({ state: 'failed', trouble: { cause: 'invalid_blocks' } });
    expect(hop(tried({ ...refused, deadDigest: 'd0' })).state).toBe('waiting');
  });

  it('has failed in a blocked lane only if it was tried itself: somebody may have mended the lane since', () => {
    expect(hop({ lane: blocked })).toMatchObject({
      state: 'waiting',
      trouble: { cause: 'channel_not_found' },
    });
    expect(hop({ lane: blocked, ...tried({ lastError: 'not_in_channel' }) })).toMatchObject({
      state: 'failed',
      trouble: { cause: 'not_in_channel' },
    });
  });

  it('waits again when its message is gone and has to be posted anew', () => {
    const gone = row(message(), {
      sent: {
        phase: 'gone',
        digest: null,
        statusDigest: null,
        at: start,
        alerts: 1,
        acceptedAt: start + 1_700,
      },
    });
    expect(hop({ row: gone }).state).toBe('waiting');
  });
});

describe('a hop that was accepted', () => {
  it('says how long after the first alert, also before anybody looked', () => {
    for (const one of [hop({ row: row(message(), { sent: accepted }) }), seen(null)]) {
      expect(one).toMatchObject({
        state: 'accepted',
        acceptedAfterMs: 700,
        handle: '1.1',
        trouble: null,
        unconfirmed: null,
      });
    }
  });

  it('is accepted whatever became of its lane afterwards', () => {
    expect(hop({ row: row(message(), { sent: accepted }), lane: blocked })).toMatchObject({
      state: 'accepted',
      trouble: null,
    });
  });

  it('is confirmed by being seen, with the time and the place', () => {
    const link = 'https://acme.slack.com/archives/C1/p11';
    expect(seen({ kind: 'yes', detail: 'It is there.', link })).toMatchObject({
      state: 'confirmed',
      acceptedAfterMs: 700,
      link,
    });
  });

  it('never tells of a negative time', () => {
    const early = row(message(), { sent: { ...accepted, acceptedAt: start } });
    expect(hop({ row: early }).acceptedAfterMs).toBe(0);
  });

  it('has failed when four looks over five seconds did not find it, and not sooner', () => {
    const no: Finding = { kind: 'no', code: 'not-shown', detail: 'The message is not in the channel.' };
    const at = start + 8_000;
    expect(seen(no, { at, since: at - 5_000, looks: 3 }).state).toBe('accepted');
    expect(seen(no, { at, since: at - 4_999, looks: 4 }).state).toBe('accepted');
    expect(seen(no, { at, since: at - 5_000, looks: 4 })).toMatchObject({
      state: 'failed',
      trouble: { code: 'not-shown', cause: no.detail },
      acceptedAfterMs: 700,
    });
  });

  it('stays unconfirmed when nobody could look for ten seconds, and not sooner', () => {
    const unknown: Finding = {
      kind: 'unknown',
      code: 'limited',
      detail: 'Slack did not answer.',
      waitMs: 1_000,
    };
    const at = start + 12_000;
    expect(seen(unknown, { at, since: at - 9_999, looks: 9 }).unconfirmed).toBeNull();
    expect(seen(unknown, { at, since: at - 10_000, looks: 2 })).toMatchObject({
      state: 'accepted',
      unconfirmed: unknown.detail,
      trouble: null,
    });
  });

  it('is unconfirmed at once where nobody can ever look', () => {
    const blind: Finding = { kind: 'blind', code: 'no-sight', detail: 'Set PAGERDUTY_API_TOKEN.' };
    expect(seen(blind)).toMatchObject({ state: 'accepted', unconfirmed: blind.detail });
  });
});

describe('a receiver of real alerts', () => {
  const look = (finding: Finding | null): Look => ({ finding, at: start, since: start, looks: 1 });

  it('is being asked until the first answer', () => {
    const asking = { receiver: pager.id, kind: 'pager', state: 'asking' };
    expect(probeOf(pager, null)).toMatchObject(asking);
    expect(probeOf(pager, look(null))).toMatchObject(asking);
  });

  it.each([
    ['ok', { kind: 'yes', detail: 'It takes alerts.', link: null }],
    ['failed', { kind: 'no', code: 'not-shown', detail: 'Its key is wrong.' }],
    ['unknown', { kind: 'unknown', code: 'limited', detail: 'Throttled.', waitMs: 1 }],
    // What can never be found out must not keep a check from ending.
    ['ok', { kind: 'blind', code: 'no-sight', detail: 'For want of a scope.' }],
  ] as const)('is %s by the finding %o', (state, finding) => {
    expect(probeOf(chat, look(finding))).toEqual({
      receiver: chat.id,
      kind: 'chat',
      state,
      proven: finding.kind !== 'blind',
      detail: finding.detail,
      trouble:
        finding.kind === 'no' || finding.kind === 'unknown' ? troubleOf(finding.code, finding.detail) : null,
    });
  });
});

describe('what a drill that is over left open', () => {
  const { handle, at, alerts, digest, statusDigest } = ringing({ digest: 'd1' });
  const ended = { handle, at, alerts, digest, statusDigest, acceptedAt: start };
  const open: readonly Sent[] = [
    ringing({ digest: 'd1' }),
    { phase: 'maybe', digest, statusDigest },
    { phase: 'resolving', ...ended },
    { phase: 'resolving', digest, statusDigest, handle: null },
  ];

  it.each(open)('is a page whose phase is $phase', (sent) => {
    expect(leftOpenBy(row(page(), { sent }))).toBe(`The page at ${pager.id} is not resolved yet.`);
  });

  it.each<Sent>([nothingSent, { phase: 'closed', ...ended }])('is no page whose phase is $phase', (sent) => {
    expect(leftOpenBy(row(page(), { sent }))).toBeNull();
  });

  it('is a message that does not show the result yet', () => {
    expect(leftOpenBy(row(message(), { sent: { ...accepted, digest: 'd0' } }))).toBe(
      `The message at ${chat.id} does not show the result yet.`,
    );
    expect(leftOpenBy(row(message(), { sent: accepted }))).toBeNull();
  });

  it('is no message that was never posted, nor one that was given up', () => {
    expect(leftOpenBy(row(message()))).toBeNull();
    const dead = { ...noAttempts, deadDigest: 'd1', lastError: 'invalid_blocks' };
    expect(leftOpenBy(row(message(), { sent: { ...accepted, digest: 'd0' }, attempts: dead }))).toBeNull();
  });

  it.each([
    ['in flight', { startedAt: start, startedStep: 'create' }],
    ['in doubt', { ambiguousAt: start }],
  ])('is whatever is still %s', (_name, attempts) => {
    for (const projection of [message(), page()])
      expect(leftOpenBy(row(projection, { attempts: { ...noAttempts, ...attempts } }))).not.toBeNull();
  });

  it('says why, if that is known', () => {
    const attempts = { ...noAttempts, count: 1, lastError: 'HTTP 503' };
    expect(leftOpenBy(row(page(), { sent: ringing(), attempts }))).toMatch(/not resolved yet\. HTTP 503$/);
    expect(leftOpenBy(row(message(), { sent: { ...accepted, digest: 'd0' }, attempts }))).toMatch(
      /HTTP 503$/,
    );
  });
});
