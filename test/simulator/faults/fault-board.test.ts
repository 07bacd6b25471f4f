import { describe, expect, it } from 'vitest';
import { createFaultBoard } from '../../../simulator/faults/fault-board.ts';
import type { FaultCall } from '../../../simulator/faults/fault-plan.ts';
import { createSeededRandom } from '../../../simulator/seeded-random.ts';

const call: FaultCall = {
  service: 'slack',
  method: 'chat.postMessage',
  channel: 'C1',
  routingKey: null,
  at: 5000,
};
const down = { kind: 'status', status: 503 };

function boardWith(...faults: unknown[]): ReturnType<typeof createFaultBoard> {
  const board = createFaultBoard(createSeededRandom(5));
  for (const fault of faults) board.add(fault);
  return board;
}

describe('a fault', () => {
  it.each([
    ['another service', { service: 'pagerduty' }],
    ['another method', { service: 'slack', method: 'chat.update' }],
    ['another channel', { service: 'slack', channel: 'C2' }],
    ['another key', { service: 'slack', routingKey: 'k' }],
  ])('does not hit %s', (_what, target) => {
    expect(boardWith({ target, fault: down }).draw(call).name).toBeNull();
  });

  it('acts inside its window only', () => {
    const board = boardWith({ target: { service: 'slack' }, window: { from: 5000, to: 6000 }, fault: down });
    const names = [4999, 5000, 5999, 6000].map((at) => board.draw({ ...call, at }).name);
    expect(names).toEqual([null, 'status', 'status', null]);
  });

  it('stops after its count', () => {
    const board = boardWith({ target: { service: 'slack' }, window: { count: 2 }, fault: down });
    expect([1, 2, 3].map(() => board.draw(call).name)).toEqual(['status', 'status', null]);
  });

  it('hits as often as its toxicity says, the same calls for the same seed', () => {
    const draw = (): (string | null)[] => {
      const board = boardWith({ target: { service: 'slack' }, toxicity: 0.3, fault: down });
      return Array.from({ length: 500 }, () => board.draw(call).name);
    };
    const names = draw();
    expect(names).toEqual(draw());
    const hits = names.filter((name) => name !== null).length;
    expect(hits).toBeGreaterThan(110);
    expect(hits).toBeLessThan(190);
  });
});

describe('the board', () => {
  it('joins what several faults do: delays add up, the first answer counts', () => {
    const target = { service: 'slack' };
    const board = boardWith(
      { target, fault: { kind: 'latency', ms: 200 } },
      { target, fault: { kind: 'latency', ms: 300 } },
      { target, fault: { kind: 'timeout' } },
      { target, fault: down },
    );
    expect(board.draw(call)).toMatchObject({
      name: 'latency',
      plan: { delayMs: 500, answer: 'never', takesEffect: false },
    });
  });

  it('replaces a fault of the same id, removes one, clears all', () => {
    const board = boardWith({ id: 'x', target: { service: 'slack' }, fault: down });
    board.add({ id: 'x', target: { service: 'slack' }, fault: { kind: 'hidden' } });
    expect(board.list().map((fault) => fault.fault.kind)).toEqual(['hidden']);
    expect(board.remove('x')).toBe(true);
    expect(board.remove('x')).toBe(false);
    board.add({ target: { service: 'slack' }, fault: down });
    board.clear();
    expect(board.list()).toEqual([]);
  });

  it('says which field of a fault is wrong, and shows a right one', () => {
    expect(() => boardWith({ target: { service: 'slak' }, fault: { kind: 'latency', ms: -1 } })).toThrow(
      /service[\s\S]*ms[\s\S]*for example/,
    );
  });
});
