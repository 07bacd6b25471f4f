import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import type { SaidReceiver } from './shapes.ts';
import type { Place } from './walk.ts';

/**
 * Routes that take everything and go on, to whoever neither shows it nor wakes anybody: what no route after them takes
 * reaches no person, since the route around them has only what none within it takes.
 */
export function toldToProgramsAlone(
  document: ConfigDocument,
  receivers: readonly SaidReceiver[],
  places: readonly Place[],
): readonly Problem[] {
  return places.flatMap(({ said, receiver: around, path }) => {
    const children = said.routes ?? [];
    const taking = children.filter((child) => (child.matchers ?? []).length === 0);
    const reached = taking.map((child) => receivers.find(({ name }) => name === (child.receiver ?? around)));
    const n = children.findIndex((child) => taking.includes(child) && child.continue === true);
    const programs = reached.filter((one) => one !== undefined).filter(isForPrograms);
    if (n < 0 || around === null || programs.length < taking.length) return [];
    const names = [...new Set(programs.map(({ name }) => name))].join(' and ');
    const message = `What no other route of this list takes reaches nobody but ${names}, a program: ${around} has only what none of them takes. Write as the last one { receiver: ${around} }.`;
    return [document.problem('route', message, [...path, 'routes', n])];
  });
}

/** Whether it has neither a channel nor a pager. One in the shadow takes nothing from others. */
function isForPrograms({ slack, pagerduty, shadow }: SaidReceiver): boolean {
  return slack === undefined && pagerduty === undefined && shadow !== true;
}
