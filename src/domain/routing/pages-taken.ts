import type { Desk, Incident, Taking } from '../incident.ts';
import { takingsOf } from './acknowledged.ts';

/** One page of an incident, and who took it first. */
export interface PageTaken {
  /** Name of the receiver that was woken; null: there is one page for all. */
  readonly receiver: string | null;
  /** 1 is the first of its receiver. */
  readonly generation: number;
  /** Since when it is wanted, virtual ms. */
  readonly since: number;
  /** Null: nobody has. */
  readonly taken: Taking | null;
}

/** Every page of an incident, the oldest first, and who took each: also what was taken back, or overtaken by a newer one. */
export function pagesTaken(incident: Incident): readonly PageTaken[] {
  const { desks } = incident;
  const all: readonly (readonly [string | null, Desk])[] =
    desks === undefined ? [[null, incident]] : Object.entries(desks);
  return all
    .flatMap(([receiver, desk]) => pagesAt(receiver, desk))
    .sort((a, b) => a.since - b.since || a.generation - b.generation);
}

/** Who was the first to take the newest page of a desk, whoever has it now. */
export function firstTaking(desk: Desk): Taking | null {
  return takingsOf(desk).find(({ together }) => together === undefined) ?? null;
}

function pagesAt(receiver: string | null, desk: Desk): readonly PageTaken[] {
  const generations = desk.page?.generations ?? [];
  return generations.map(({ since, taken = null }, n) => {
    const newest = n + 1 === generations.length;
    return { receiver, generation: n + 1, since, taken: newest ? firstTaking(desk) : taken };
  });
}
