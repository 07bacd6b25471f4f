/**
 * The load, in a process of its own: `node bench/door/load.ts <plan as JSON>`. Makes all requests first, then sends
 * them, and prints what became of them as one line of JSON.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Line, type Address } from './line.ts';
import { requestsOf, type Traffic } from './webhooks.ts';

/**
 * What to send where. `connections`: the next request of each goes out when its last was answered. `perSecond`:
 * requests go out when they are due, whatever became of those before; each waits for nobody.
 */
export interface Plan extends Address {
  readonly traffic: Traffic;
  readonly pace: { readonly connections: number } | { readonly perSecond: number };
}

/** What came of it. Times in ms; a request's begins when it was due. */
export interface Sent {
  /** UNIX ms. */
  readonly startedAt: number;
  readonly tookMs: number;
  /** Of every request, in no order. */
  readonly answersMs: readonly number[];
  /** How many requests got which status; `0`: the connection broke. */
  readonly statuses: Readonly<Record<string, number>>;
}

class Tally {
  readonly answersMs: number[] = [];
  readonly statuses: Record<string, number> = {};

  count(status: number, ms: number): void {
    this.answersMs.push(ms);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
  }
}

async function closedLoop(
  requests: readonly Buffer[],
  connections: number,
  address: Address,
): Promise<Tally> {
  const tally = new Tally();
  let next = 0;
  const work = async (): Promise<void> => {
    const line = new Line(address);
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const from = performance.now();
      const status = await line.send(request);
      tally.count(status, performance.now() - from);
    }
    line.end();
  };
  await Promise.all(Array.from({ length: connections }, work));
  return tally;
}

async function openLoop(requests: readonly Buffer[], perSecond: number, address: Address): Promise<Tally> {
  const tally = new Tally();
  const idle: Line[] = [];
  const under: Promise<void>[] = [];
  const began = performance.now();
  const send = async (request: Buffer, due: number): Promise<void> => {
    const line = idle.pop() ?? new Line(address);
    const status = await line.send(request);
    tally.count(status, performance.now() - due);
    idle.push(line);
  };
  for (const [n, request] of requests.entries()) {
    const due = began + (n * 1_000) / perSecond;
    if (performance.now() < due) await delay(Math.max(1, due - performance.now()));
    under.push(send(request, due));
  }
  await Promise.all(under);
  for (const line of idle) line.end();
  return tally;
}

const plan = JSON.parse(process.argv[2] ?? '') as Plan;
const requests = requestsOf(plan.traffic);
const startedAt = Date.now();
const began = performance.now();
const { answersMs, statuses } =
  'connections' in plan.pace
    ? await closedLoop(requests, plan.pace.connections, plan)
    : await openLoop(requests, plan.pace.perSecond, plan);
const sent: Sent = { startedAt, tookMs: performance.now() - began, answersMs, statuses };
process.stdout.write(`${JSON.stringify(sent)}\n`);
