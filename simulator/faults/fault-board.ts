import { z } from 'zod';
import type { SeededRandom } from '../seeded-random.ts';
import type { FaultCall, FaultPlan } from './fault-plan.ts';
import { faultSpecSchema, planOf, type ResolvedFault } from './fault-spec.ts';

/** The faults in force, and what they do to one call. */
export interface FaultBoard {
  /** Returns the id; throws an error for people when the spec cannot be understood. */
  add(spec: unknown): string;
  remove(id: string): boolean;
  clear(): void;
  list(): readonly ResolvedFault[];
  /** What all faults that hit this call do together, and the kind of the first of them. */
  draw(call: FaultCall): DrawnFault;
}

/** The joined plan; `name` is null when no fault acts. */
interface DrawnFault {
  readonly name: string | null;
  readonly plan: FaultPlan;
}

interface Entry {
  readonly id: string;
  readonly fault: ResolvedFault;
  hits: number;
}

const none: DrawnFault = { name: null, plan: {} };

/** Chance decides only for faults whose toxicity is below 1 (and for jitter), so that adding a certain fault moves no dice. */
export function createFaultBoard(random: SeededRandom): FaultBoard {
  const entries: Entry[] = [];
  let counter = 0;
  const remove = (id: string): boolean => {
    const index = entries.findIndex((entry) => entry.id === id);
    if (index >= 0) entries.splice(index, 1);
    return index >= 0;
  };
  return {
    add: (spec) => {
      const fault = parseFault(spec);
      counter += 1;
      const id = fault.id ?? `fault-${counter}`;
      remove(id);
      entries.push({ id, fault: { ...fault, id }, hits: 0 });
      return id;
    },
    remove,
    clear: () => void entries.splice(0),
    list: () => entries.map((entry) => entry.fault),
    draw: (call) => {
      let drawn = none;
      for (const entry of entries) drawn = strike(entry, call, { random, drawn });
      return drawn;
    },
  };
}

/** Reads a fault from outside (YAML, the control server); the error names each wrong field. */
function parseFault(spec: unknown): ResolvedFault {
  const result = faultSpecSchema.safeParse(spec);
  if (result.success) return result.data;
  throw new Error(
    `This fault cannot be understood:\n${z.prettifyError(result.error)}\n` +
      'Write for example { "target": { "service": "slack" }, "fault": { "kind": "latency", "ms": 800 } }.',
  );
}

function strike(entry: Entry, call: FaultCall, so: { random: SeededRandom; drawn: DrawnFault }): DrawnFault {
  const { fault } = entry;
  if (!hits(fault, entry.hits, call)) return so.drawn;
  if (fault.toxicity < 1 && so.random.next() >= fault.toxicity) return so.drawn;
  entry.hits += 1;
  const plan = planOf(fault.fault, call, so.random);
  return { name: so.drawn.name ?? fault.fault.kind, plan: joined(so.drawn.plan, plan) };
}

function hits(fault: ResolvedFault, count: number, call: FaultCall): boolean {
  const { target, window } = fault;
  if (target.service !== call.service) return false;
  if (target.method !== undefined && target.method !== call.method) return false;
  if (target.channel !== undefined && target.channel !== call.channel) return false;
  if (target.routingKey !== undefined && target.routingKey !== call.routingKey) return false;
  if (window?.from !== undefined && call.at < window.from) return false;
  if (window?.to !== undefined && call.at >= window.to) return false;
  return window?.count === undefined || count < window.count;
}

/** Delays add up; the first fault that answers decides the answer; one that prevents the effect prevents it. */
function joined(first: FaultPlan, second: FaultPlan): FaultPlan {
  const answer = first.answer === undefined ? second : first;
  return {
    ...answer,
    delayMs: (first.delayMs ?? 0) + (second.delayMs ?? 0),
    takesEffect: (first.takesEffect ?? true) && (second.takesEffect ?? true),
    hidden: (first.hidden ?? false) || (second.hidden ?? false),
  };
}
