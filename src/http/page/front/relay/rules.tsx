import type { JSX } from 'preact';
import type { ReceiverView, RouteView, RulesView } from '../../../../config/routing/words/rules-view.ts';
import { useAsked } from '../feed/use-asked.ts';
import { laneKind, shortId } from '../words/lane-words.ts';
import { moment } from '../words/moments.ts';

/** The rules as the relay goes by them. */
interface Ruling extends RulesView {
  readonly since: number | null;
  /** Why a newer configuration does not hold; null: the newest does. */
  readonly refused: string | null;
}

/** Who is told and woken of what, as it is now. */
export function Rules({ now }: { readonly now: number }): JSX.Element {
  const { body, trouble } = useAsked<Ruling>('/api/rules', now);
  return (
    <section class="rules" aria-labelledby="rules-title" id="rules">
      <h2 id="rules-title">The rules</h2>
      {trouble !== null && <p class="error">{trouble}</p>}
      {body !== null && <Held ruling={body} now={now} />}
    </section>
  );
}

function Held({ ruling, now }: { readonly ruling: Ruling; readonly now: number }): JSX.Element {
  const { receivers, routes, inhibitions, since, refused } = ruling;
  const word = (list: readonly string[]): string => list.join(', ');
  return (
    <>
      {refused !== null && (
        <p
          id="rules-refused"
          class="refused"
        >{`A newer configuration is refused, so these still hold: ${refused}`}</p>
      )}
      {since !== null && <p id="rules-since" class="more">{`They hold since ${moment(since, now)}.`}</p>}
      <h3>Receivers</h3>
      <ul id="receiver-list">
        {receivers.map((receiver) => (
          <Receiver key={receiver.name} receiver={receiver} />
        ))}
      </ul>
      <h3>Routes</h3>
      {routes.length === 0 && <p class="more">There are none: every receiver is told of everything.</p>}
      <ol id="route-list">
        {routes.map((route) => (
          <Route key={route.place} route={route} />
        ))}
      </ol>
      {inhibitions.length > 0 && <h3>Kept quiet by something else</h3>}
      <ul id="inhibition-list">
        {inhibitions.map(({ name, source, target, equal }) => (
          <li key={name}>
            <b>{name}</b> <Matchers texts={target} /> <span class="how">while</span>{' '}
            <Matchers texts={source} />{' '}
            <span class="how">{equal.length === 0 ? '' : `of the same ${word(equal)}`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Receiver({
  receiver: { name, surfaces, paged, mentions, shadow },
}: {
  readonly receiver: ReceiverView;
}): JSX.Element {
  const reached = surfaces.map(({ id, kind }) => `${laneKind({ kind })} ${shortId({ receiver: id })}`);
  const isNamed = !surfaces.some(({ id }) => id === name);
  return (
    <li>
      {isNamed && <b>{name}</b>} <span>{reached.join(', ')}</span>{' '}
      <span class="how">
        {[shadow ? 'shadow, nothing is sent' : '', paged, mentions === null ? '' : `pages name ${mentions}`]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}

/** A route stands as far in as others are around it. */
function Route({
  route: { name, place, depth, matchers, receiver, how },
}: {
  readonly route: RouteView;
}): JSX.Element {
  return (
    <li style={{ marginLeft: `${Math.min(depth, 6) * 18}px` }}>
      <b title={place}>{name}</b> <Matchers texts={matchers} /> → <b>{receiver}</b>{' '}
      <span class="how">{[...how, `at ${place}`].join(' · ')}</span>
    </li>
  );
}

function Matchers({ texts }: { readonly texts: readonly string[] }): JSX.Element {
  return (
    <span class="covers">
      {texts.map((text) => (
        <code key={text}>{text}</code>
      ))}
    </span>
  );
}
