import { drillOf } from '../../domain/environment/environment.ts';
import { nameOf, type Incident } from '../../domain/incident.ts';
import { choiceOfIncidents, type Chooseable } from '../../integrations/slack/presses/choices.ts';
import type { Choice } from '../../integrations/slack/presses/ids.ts';
import type { PresserAnswer } from '../../integrations/slack/presses/tell-presser.ts';
import type { HttpStore } from '../http-deps.ts';
import { onlyShown } from './shown-with.ts';

/** More than a list can hold, so that it can say so. */
const mostRead = 101;

/** What an incident can be split from, or merged into, as its store has it now; the brain has the last word. */
export async function choiceFor(
  store: Pick<HttpStore, 'incident' | 'children' | 'roots'>,
  { press, incident: id }: Choice,
  isShown: ((incident: string) => Promise<boolean>) | null,
): Promise<PresserAnswer> {
  const found = await store.incident(id);
  const root = found?.parent == null ? found : await store.incident(found.parent);
  if (root === null || root.status === 'resolved') return choiceOfIncidents(press, id, []);
  const others =
    press === 'split'
      ? await store.children(root.id, mostRead)
      : (await store.roots({ status: 'open', limit: mostRead })).filter((other) => mayTakeIn(other, root));
  const shown = await onlyShown(others.filter(isOpen), press === 'split' ? null : isShown);
  return choiceOfIncidents(press, root.id, shown.map(chooseable));
}

function mayTakeIn(other: Incident, { id, environmentClass }: Incident): boolean {
  return (
    other.id !== id &&
    other.kind === 'alerts' &&
    other.environmentClass === environmentClass &&
    drillOf(environmentClass) === null
  );
}

function isOpen({ status }: Incident): boolean {
  return status !== 'resolved';
}

function chooseable(incident: Incident): Chooseable {
  const { id, services } = incident;
  const name = nameOf(incident);
  return { incident: id, title: services[0] === undefined ? name : `${services[0].name}: ${name}` };
}
