import type { JSX } from 'preact';
import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import { count } from '../words/figures.ts';
import { memberWords } from '../words/incident-words.ts';
import { addressOf } from './links.tsx';
import type { IncidentAnswer } from './told.ts';

/** What is part of it, or shares its page. */
export function Members({ answer }: { readonly answer: IncidentAnswer }): JSX.Element | null {
  const { view, children, joined } = answer;
  const members = [...children, ...joined];
  const rest = view.children + view.joined - members.length;
  if (members.length === 0) return null;
  return (
    <section aria-labelledby="members-title" id="members-part">
      <h2 id="members-title">
        {view.kind === 'collector' ? 'Incidents in this page' : 'Incidents of this storm'}
      </h2>
      <ul id="members" class="members">
        {members.map((one) => (
          <li key={one.id}>
            <a href={addressOf(one.id)}>{memberName(one)}</a>
            <span>{memberWords(one)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p id="members-more" class="more">{`and ${count(rest)} more: stormrelay timeline ${view.id}`}</p>
      )}
    </section>
  );
}

/** In a storm many say the same: what tells them apart is where. */
function memberName({ services, title }: IncidentView): string {
  return [...services.slice(0, 1), title].join(': ');
}

/** Which storm it is part of. */
export function PartOf({ view: { parent, guest } }: Pick<IncidentAnswer, 'view'>): JSX.Element | null {
  if (parent === null) return null;
  return (
    <p id="part-of" class="part-of">
      {guest ? 'Listed by the storm ' : 'Part of the storm '}
      <a href={addressOf(parent)}>{parent}</a>
      {guest ? ', as something that is new since.' : ': what is done there holds for this too.'}
    </p>
  );
}
