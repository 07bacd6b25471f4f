import {
  newestGeneration,
  withGeneration,
  type Desk,
  type Incident,
  type SeenAtAck,
  type Taking,
} from '../incident.ts';
import { backsOf, ownTakingsThatHold, withBackElsewhere, withTakingsOfOthers } from './acknowledged.ts';
import { deskAt, putBack } from './desk.ts';

/** What a change of an incident has to know: as for a change at a desk. */
interface Here {
  readonly seen: SeenAtAck;
  readonly until: number | null;
}

/**
 * An incident after somebody took it, or took it back, at one of several desks. Whoever is woken since another does not answer
 * answers for that one, and the other way round: who has it at one end of an escalation has it at all of it, and what others
 * took by themselves they keep.
 */
export function withAnswersShared(incident: Incident, here: Here): Incident {
  const { desks } = incident;
  if (desks === undefined) return incident;
  const names = Object.keys(desks);
  const answers = names.map((name) => ({ name, for: answeredFor(deskAt(incident, name)) }));
  if (answers.every((one) => one.for.length === 0)) return incident;
  const linked = names.map((name) => ({ name, to: linkedTo(name, answers) }));
  const backed = linked.reduce((row, one) => withBacksOf(row, one, here), incident);
  return linked.reduce((row, { name, to }) => {
    const others = to.flatMap((other) =>
      takenFor(deskAt(row, name), deskAt(backed, other), here.until).map((one) => ({ ...one, of: other })),
    );
    const desk = deskAt(row, name);
    const next = withTakingsOfOthers(desk, others, here);
    return next === desk ? row : putBack(row, name, noteSpared(desk, next));
  }, backed);
}

/** What was taken for all ends at once is nobody's once it was taken back at one of them; its page is acknowledged still. */
function withBacksOf(
  incident: Incident,
  { name, to }: { readonly name: string; readonly to: readonly string[] },
  here: Here,
): Incident {
  const backs = to.flatMap((other) => backsOf(deskAt(incident, other)));
  const newest = backs.toSorted((a, b) => b.at - a.at)[0];
  const desk = deskAt(incident, name);
  const next = newest === undefined ? desk : withBackElsewhere(desk, newest, here);
  if (next === desk) return incident;
  return putBack(incident, name, { ...next, page: noteSpared(next, desk).page });
}

/** Remembers that a page is acknowledged at its pager for what somebody took elsewhere. */
function noteSpared<D extends Desk>(before: D, after: D): D {
  const { page, acknowledgedAt } = after;
  if (page === null || acknowledgedAt === null || before.acknowledgedAt !== null) return after;
  const row = newestGeneration(page);
  if (row.sparedAt !== undefined) return after;
  return {
    ...after,
    page: withGeneration(page, page.generations.length, { ...row, sparedAt: acknowledgedAt }),
  };
}

/** For whom a desk answers: those because of whom it was woken. */
function answeredFor({ page }: Desk): readonly string[] {
  return (page?.generations ?? []).flatMap(({ reason }) =>
    reason.code === 'page-unanswered' && 'receiver' in reason ? [reason.receiver] : [],
  );
}

/** All that one end of an escalation leads to, over whatever lies between, itself apart. */
function linkedTo(
  name: string,
  answers: readonly { readonly name: string; readonly for: readonly string[] }[],
): readonly string[] {
  const found = new Set([name]);
  for (const one of found)
    for (const other of answers)
      if (other.for.includes(one) || (other.name === one && other.for.length > 0)) {
        found.add(other.name);
        other.for.forEach((receiver) => found.add(receiver));
      }
  found.delete(name);
  return [...found].sort();
}

/** What of another desk counts at this one: what it rang for since, whoever took it there has not seen. */
function takenFor({ page }: Desk, other: Desk, until: number | null): readonly Taking[] {
  if (page === null) return [];
  const { since, reason } = newestGeneration(page);
  return ownTakingsThatHold(other, until).filter(
    ({ at }) => at >= since || reason.code === 'page-unanswered',
  );
}
