import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RelayKnown } from '../feed/use-relay.ts';
import { time } from '../words/moments.ts';
import { Alarms } from './alarms.tsx';
import { pagerAlarm } from './standing.ts';

const connectionWords: Readonly<Record<RelayKnown['connection'], string>> = {
  connecting: 'Connecting',
  live: 'Live',
  asking: 'Live, by asking',
  lost: 'Connection lost, trying again',
};

/** What every page has: a head, with what stands above everything beneath it. */
export function Frame({
  relay,
  title,
  skip,
  head,
  children,
}: {
  readonly relay: RelayKnown;
  /** Of the tab. */
  readonly title: string;
  /** To where the keyboard skips, and what that is called. */
  readonly skip: readonly [id: string, words: string];
  readonly head: ComponentChildren;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { overview, connection, unknown } = relay;
  useEffect(() => {
    document.title = title;
    document.body.dataset['known'] = unknown === null ? 'yes' : 'no';
  }, [title, unknown]);
  return (
    <>
      <a class="skip" href={`#${skip[0]}`}>
        {skip[1]}
      </a>
      <header class="bar">
        {head}
        <p id="clock" class="clock">
          {overview === null ? '' : time(overview.at)}
        </p>
        <p id="connection" class="connection" data-state={connection} role="status">
          {connectionWords[connection]}
        </p>
        <form class="log-out" method="post" action="/logout">
          <button type="submit">Log out</button>
        </form>
      </header>
      <Alarms unknown={unknown} pager={overview === null ? null : pagerAlarm(overview)} />
      {children}
    </>
  );
}
