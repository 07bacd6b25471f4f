import type { JSX } from 'preact';
import type { Overview } from '../../../../observe/overview.ts';
import { count } from '../words/figures.ts';

/** What was refused by its most likely cause, what somebody can do something about first. */
const causes = [
  ['previous-secret', 'signed with a secret that the relay held before'],
  ['unknown-secret', 'signed with a secret that the relay was never told'],
  ['other-integration', 'of another installation of Sentry'],
  ['re-serialised', 'written anew by a proxy on the way'],
  ['stranger', 'not in the form of Sentry: strangers'],
] as const;

/** What the door refused and keeps, in case a secret fits yet. */
export function Quarantine({
  overview: { quarantined, quarantinedBy },
}: {
  readonly overview: Overview;
}): JSX.Element | null {
  if (quarantined === 0) return null;
  return (
    <section class="letters" aria-labelledby="quarantine-title" id="quarantine">
      <h2 id="quarantine-title">
        In quarantine{' '}
        <span id="quarantine-count" class="count">
          {count(quarantined)}
        </span>
      </h2>
      <p class="more">
        Refused, because their signature fits no secret. They are taken in as soon as one does.
      </p>
      <ul id="quarantine-list">
        {causes.map(([cause, words]) => {
          const many = quarantinedBy[cause] ?? 0;
          return many === 0 ? null : (
            <li key={cause}>
              <b>{count(many)}</b> {words}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
