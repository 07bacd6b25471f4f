import { whyNotPart } from '../../correlate/incident/regroup/regroup-rules.ts';
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
  store: Pick<HttpStore, 'incident' | 'children' | 'roots' | 'issues'>,
  { press, incident: id }: Choice,
  isShown: ((incident: string) => Promise<boolean>) | null,
): Promise<PresserAnswer> {
  const found = await store.incident(id);
  const root = found?.parent == null ? found : await store.incident(found.parent);
  if (root === null || root.status === 'resolved') return choiceOfIncidents(press, id, []);
  if (press === 'split') return choiceOfIncidents(press, root.id, await partsOf(store, root));
  const others = (await store.roots({ status: 'open', limit: mostRead })).filter((other) =>
    mayTakeIn(other, root),
  );
  const shown = await onlyShown(others.filter(isOpen), isShown);
  return choiceOfIncidents(press, root.id, shown.map(chooseable));
}

/** The issues of an incident that has several, then what else belongs to a storm. */
async function partsOf(
  store: Pick<HttpStore, 'children' | 'issues'>,
  root: Incident,
): Promise<readonly Chooseable[]> {
  const issues = root.issues.length < 2 ? [] : await store.issues(root.issues.slice(0, mostRead));
  const own = issues
    .filter((issue) => whyNotPart(root, issue, issue.key) === null)
    .map(({ key, shortId, title }) => ({
      incident: root.id,
      issue: key,
      title: shortId === null ? title : `${shortId} ${title}`,
    }));
  const children = await store.children(root.id, mostRead);
  return [...own, ...children.filter(isOpen).map(chooseable)];
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
