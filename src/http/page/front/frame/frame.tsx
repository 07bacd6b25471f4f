import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { WhyShut } from '../feed/known.ts';
import type { RelayKnown } from '../feed/use-relay.ts';
import { time } from '../words/moments.ts';
import { pagerAlarm } from '../words/pager-alarm.ts';
import { pipelineWord } from '../words/relay-words.ts';
import { Alarms } from './alarms.tsx';
import { AsOf } from './as-of.tsx';

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
  const { overview, heardAt, connection, unknown } = relay;
  const isLive = connection === 'live' || connection === 'asking';
  const [health, tone] = overview === null || !isLive ? ['', ''] : pipelineWord(overview);
  useEffect(() => {
    document.title = title;
    document.body.dataset['known'] = unknown === null ? 'yes' : 'no';
  }, [title, unknown]);
  return (
    <WhyShut.Provider value={unknown?.why ?? null}>
      <a class="skip" href={`#${skip[0]}`}>
        {skip[1]}
      </a>
      <header class="bar">
        {head}
        <p id="clock" class="clock">
          {clockOf(relay)}
        </p>
        <p id="connection" class="connection" data-state={connection} data-health={tone} role="status">
          {/* That the page is live says nothing of whether anything gets through. */}
          {health === '' ? connectionWords[connection] : `${connectionWords[connection]}, pipeline ${health}`}
        </p>
        <form class="log-out" method="post" action="/logout">
          <button type="submit">Log out</button>
        </form>
      </header>
      <Alarms unknown={unknown} heardAt={heardAt} pager={overview === null ? null : pagerAlarm(overview)} />
      {children}
    </WhyShut.Provider>
  );
}

/** The relay's time; while it is silent, how old it is what is shown. */
function clockOf({ overview, heardAt, unknown }: RelayKnown): JSX.Element | string {
  if (unknown !== null && heardAt !== null) return <AsOf at={heardAt} />;
  return overview === null ? '' : time(overview.at);
}
