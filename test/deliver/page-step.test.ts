import { describe, expect, it } from 'vitest';
import { noAttempts } from '../../src/domain/sending/notification.ts';
import type { Sent } from '../../src/domain/sending/sent.ts';
import { nextPageStep } from '../../src/deliver/steps/page-step.ts';
import { many, page, row, standing, start } from '../make.ts';
import { ringing, trigger } from '../sent.ts';

const open = ringing({ digest: 'd0' });
const inDoubt: Sent = { phase: 'maybe', digest: null, statusDigest: null };

describe('the paging machine', () => {
  it('triggers a page that was never sent', () => {
    expect(nextPageStep(row(page()), page(), [], start)).toMatchObject({
      kind: 'send',
      step: 'create',
      sendClass: 'page',
    });
  });

  it('waits for an environment until the brain ends the wait, and 15 s longer where it never does', () => {
    const unknown = page({ environmentKnown: false });
    expect(nextPageStep(row(unknown), unknown, [], start)).toMatchObject({ notBefore: start + 20_000 });
    const storm = page({ environments: [], storm: true });
    expect(nextPageStep(row(storm), storm, [], start)).toMatchObject({ notBefore: 0 });
  });

  it.each(['acknowledged', 'resolved'] as const)(
    'sends nothing when it was %s before the page went out, and says so',
    (state) => {
      const next = nextPageStep(row(page()), page({}, standing(state)), [], start);
      expect(next).toEqual({
        kind: 'settled',
        reason: { code: 'handled-before-page', reason: `It is ${state}.` },
      });
    },
  );

  it('triggers again under the same key when the first trigger is in doubt', () => {
    const doubtful = row(page(), {
      sent: inDoubt,
      attempts: { ...noAttempts, ambiguousAt: start },
    });
    expect(nextPageStep(doubtful, page(), [], start)).toMatchObject({ kind: 'send', step: 'create' });
  });

  it('resolves a doubtful page only after the trigger has had time to surface', () => {
    const doubtful = row(page(), {
      sent: inDoubt,
      attempts: { ...noAttempts, ambiguousAt: start },
    });
    expect(nextPageStep(doubtful, page({}, standing('resolved')), [], start)).toMatchObject({
      step: 'close',
      notBefore: start + 35_000,
    });
  });

  it('leaves an open page alone unless it became worse or a storm, and then waits a minute', () => {
    const same = row(page(), { sent: open, severityRank: 2 });
    expect(nextPageStep(same, page(), [], start)).toEqual({ kind: 'settled', reason: null });
    const worse = row(page(), { sent: open, severityRank: 3 });
    expect(nextPageStep(worse, page(), [], start)).toMatchObject({
      step: 'change',
      notBefore: start + 60_000,
    });
    expect(nextPageStep(same, page({ storm: true }), [], start)).toMatchObject({
      step: 'change',
      notBefore: start + 60_000,
    });
  });

  it('triggers again, a minute later, when what the page stands for has doubled', () => {
    const sent = ringing({ digest: 'd0', trigger: trigger({ storm: true, breadth: 1 }) });
    const grown = page({ storm: true, breadth: 2 });
    expect(nextPageStep(row(grown, { sent, severityRank: 2 }), grown, [], start)).toMatchObject({
      step: 'change',
      notBefore: start + 60_000,
    });
    const shrunk = page({ storm: true });
    expect(nextPageStep(row(shrunk, { sent, severityRank: 2 }), shrunk, [], start)).toEqual({
      kind: 'settled',
      reason: null,
    });
  });

  it('triggers again, a minute later, when it reaches further, unless an older relay sent it or somebody has it in hand', () => {
    const further = page({ reach: 9 });
    const at = (reach?: number): Sent =>
      ringing({ digest: 'd0', trigger: trigger(reach === undefined ? {} : { reach }) });
    const next = (sent: Sent, wanted = further): unknown =>
      nextPageStep(row(wanted, { sent, severityRank: 2 }), wanted, [], start);
    expect(next(at(8))).toMatchObject({ step: 'change', notBefore: start + 60_000 });
    for (const sent of [at(9), at()]) expect(next(sent)).toEqual({ kind: 'settled', reason: null });
    expect(next(at(8), page({ reach: 9 }, standing('acknowledged')))).toMatchObject({ step: 'acknowledge' });
  });

  it('keeps a collecting page current', () => {
    const collecting = row(page({ subject: many }), { sent: open });
    expect(nextPageStep(collecting, page({ subject: many }), [], start)).toMatchObject({ step: 'change' });
  });

  it("ends a child's page only after the storm's own page was accepted", () => {
    const child = page({}, standing('resolved', 'inc-9'));
    const waiting = nextPageStep(row(child, { sent: open }), child, [row(page())], start);
    expect(waiting).toMatchObject({ kind: 'wait' });
    const accepted = nextPageStep(row(child, { sent: open }), child, [row(page(), { sent: open })], start);
    expect(accepted).toMatchObject({ kind: 'send', step: 'close' });
  });

  it.each(['triggered', 'acknowledged', 'resolved'] as const)(
    'never triggers a key whose resolve was started, even when %s is wanted (I3)',
    (state) => {
      const { handle, at, alerts, digest, statusDigest } = open;
      const ended = { handle, at, alerts, digest, statusDigest, acceptedAt: start };
      const resolving = row(page(), { sent: { phase: 'resolving', ...ended } });
      expect(nextPageStep(resolving, page({}, standing(state)), [], start)).toMatchObject({ step: 'close' });
      const closed = row(page(), { sent: { phase: 'closed', ...ended } });
      expect(nextPageStep(closed, page({}, standing(state)), [], start)).toEqual({
        kind: 'settled',
        reason: null,
      });
    },
  );

  it('a root without a page is no cover for the page of its child', () => {
    const child = page({}, standing('resolved', 'inc-9'));
    expect(nextPageStep(row(child, { sent: open }), child, [], start)).toMatchObject({ kind: 'wait' });
  });

  it('acknowledges an open page under its own key, once', () => {
    const seen = page({}, standing('acknowledged'));
    expect(nextPageStep(row(seen, { sent: open }), seen, [], start)).toMatchObject({ step: 'acknowledge' });
    const told = row(seen, { sent: { ...open, acknowledged: true } });
    expect(nextPageStep(told, seen, [], start)).toEqual({ kind: 'settled', reason: null });
  });

  it('acknowledges a doubtful page only after the trigger has had time to surface', () => {
    const doubtful = row(page(), {
      sent: inDoubt,
      attempts: { ...noAttempts, ambiguousAt: start },
    });
    expect(nextPageStep(doubtful, page({}, standing('acknowledged')), [], start)).toMatchObject({
      step: 'acknowledge',
      notBefore: start + 35_000,
    });
  });

  it.each(['triggered', 'acknowledged'] as const)(
    'triggers a page again that happened again, while %s, at most once a minute',
    (state) => {
      const again = page({ beat: 2 }, standing(state));
      const sent = { ...open, trigger: trigger({ beat: 1 }), acknowledged: state === 'acknowledged' };
      expect(nextPageStep(row(again, { sent }), again, [], start)).toMatchObject({
        step: 'change',
        sendClass: 'page',
        notBefore: start + 60_000,
      });
      const done = row(again, { sent: { ...sent, trigger: trigger({ beat: 2 }) } });
      expect(nextPageStep(done, again, [], start)).toEqual({ kind: 'settled', reason: null });
    },
  );

  it('sends nothing back that came from the pager, unless its key was triggered since', () => {
    const settled = { kind: 'settled', reason: null };
    const next = (wanted: ReturnType<typeof page>, sent: Sent = ringing({ at: start })): unknown =>
      nextPageStep(row(wanted, { sent }), wanted, [], start);
    const known = { knownAt: start + 1 };
    expect(next(page({}, { ...acknowledged, ...known }))).toEqual(settled);
    expect(next(page({}, { ...resolved, ...known }))).toEqual(settled);
    expect(next(page({}, { ...resolved, knownAt: start - 1 }))).toMatchObject({ step: 'close' });
    expect(next(page({}, acknowledged))).toMatchObject({ step: 'acknowledge' });
    expect(next(page({}, resolved))).toMatchObject({ step: 'close' });
    // A resolve that was started is not repeated once somebody has opened it again there.
    const started: Sent = { phase: 'resolving', digest: null, statusDigest: null, handle: null };
    expect(next(page({}, { ...resolved, ...known }), started)).toEqual(settled);
    expect(next(page({}, resolved), started)).toMatchObject({ step: 'close' });
  });

  it('tells again that it is acknowledged when that was taken back since it was told, and only then', () => {
    const next = (takenAt: number, backAt: number, told?: number): unknown => {
      const wanted = page({}, { ...acknowledged, takenAt, backAt });
      const sent = ringing({ acknowledged: true, ...(told !== undefined && { acknowledgedAt: told }) });
      return nextPageStep(row(wanted, { sent }), wanted, [], start);
    };
    expect(next(30, 20, 10)).toMatchObject({ step: 'acknowledge' });
    expect(next(30, 20, 30)).toMatchObject({ kind: 'settled' });
    // Told late of what came before.
    expect(next(30, 5, 10)).toMatchObject({ kind: 'settled' });
    expect(next(30, 20)).toMatchObject({ step: 'acknowledge' });
  });
});

const acknowledged = { state: 'acknowledged', reason: 'Acknowledged by Ann.' } as const;
const resolved = { state: 'resolved', reason: 'Resolved by Ann.', after: null } as const;
