import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Overview } from '../../../observe/overview.ts';
import { readJson } from './feed/asking.ts';
import { useRelay, type Unknown } from './feed/use-relay.ts';
import { Frame } from './frame/frame.tsx';
import { unknownWords } from './frame/standing.ts';
import { errorFacts, Facts, handlingFacts, said } from './incidents/facts.tsx';
import { IncidentCard } from './incidents/incident-card.tsx';
import { pagerUnknown } from './incidents/incident-row.tsx';
import { Members, PartOf } from './incidents/members.tsx';
import { Deploys, Paging } from './incidents/paging.tsx';
import { SentTable } from './incidents/sent-table.tsx';
import { ServiceBars } from './incidents/service-bars.tsx';
import { Story } from './incidents/story.tsx';
import type { IncidentAnswer } from './incidents/told.ts';
import { count } from './words/figures.ts';
import { incidentTitle } from './words/incident-words.ts';
import { moment } from './words/moments.ts';

/** What is over hardly changes: it is asked for once in so many overviews. */
const overviewsBetween = 10;
/** In a storm overviews come faster than anybody reads, and a whole incident is more than one of them. */
const leastMs = 900;

/** The page at `/incidents/<id>`: all of one incident. */
export function IncidentPage({ id }: { readonly id: string }): JSX.Element {
  const relay = useRelay();
  const { overview, unknown } = relay;
  const { answer, load } = useIncident(id, overview);
  return (
    <Frame
      relay={relay}
      title={titleOf(answer, unknown)}
      skip={['incident', 'Skip to the incident']}
      head={
        <a class="home" href="/">
          <img class="mark" src="/icon.svg" alt="" width="28" height="28" />
          <span>All incidents</span>
        </a>
      }
    >
      <main id="incident" class="whole" tabIndex={-1}>
        {answer === 'reading' && (
          <p id="reading" class="calm" role="status">
            Reading…
          </p>
        )}
        {answer === 'missing' && <Missing id={id} />}
        {typeof answer === 'object' && <Known answer={answer} overview={overview} load={load} />}
      </main>
    </Frame>
  );
}

type Known = IncidentAnswer | 'reading' | 'missing';

function titleOf(answer: Known, unknown: Unknown | null): string {
  if (answer === 'missing') return 'No such incident · stormrelay';
  if (answer === 'reading') return 'Incident · stormrelay';
  const { view } = answer;
  const words = unknownWords(unknown);
  const over = view.status === 'resolved' ? ['Over'] : [];
  return [...(words === null ? over : [words]), incidentTitle(view), 'stormrelay'].join(' · ');
}

/** An incident as the relay told of it last, asked for anew as long as something of it may change. */
function useIncident(
  id: string,
  overview: Overview | null,
): { readonly answer: Known; readonly load: () => Promise<void> } {
  const [answer, setAnswer] = useState<Known>('reading');
  const asked = useRef({ loading: false, overviews: 0, at: -Infinity });
  const load = async (): Promise<void> => {
    if (asked.current.loading) return;
    Object.assign(asked.current, { loading: true, at: performance.now() });
    const next = await readJson<IncidentAnswer>(`/api/incidents/${encodeURIComponent(id)}`);
    asked.current.loading = false;
    if (next.ok) setAnswer(next.body);
    // It may come yet: a link can be quicker than what it is about.
    else if (next.status === 404) setAnswer('missing');
  };
  useEffect(() => void load(), []);
  useEffect(() => {
    if (overview === null) return;
    asked.current.overviews += 1;
    const isDue = performance.now() - asked.current.at >= leastMs;
    // Nothing more is to be expected of what is over, and of what there is not.
    const isSettled = answer === 'missing' || (answer !== 'reading' && answer.view.status === 'resolved');
    if (isDue && (!isSettled || asked.current.overviews % overviewsBetween === 1)) void load();
  }, [overview]);
  return { answer, load };
}

function Missing({ id }: { readonly id: string }): JSX.Element {
  return (
    <section id="missing" class="missing">
      <h1>There is no such incident</h1>
      <p id="missing-why">
        {`The relay knows no incident ${id}. The link may be cut off, of another installation, or what it leads to is so long over that it is forgotten.`}
      </p>
      <p>
        <a href="/">See all incidents</a>
      </p>
    </section>
  );
}

function Known({
  answer,
  overview,
  load,
}: {
  readonly answer: IncidentAnswer;
  readonly overview: Overview | null;
  readonly load: () => Promise<void>;
}): JSX.Element {
  const { view, page, at } = answer;
  return (
    <div id="known">
      <PartOf view={view} />
      <div id="head">
        <IncidentCard
          row={{ ...view, glance: page.glance }}
          now={at}
          pager={overview?.pager ?? pagerUnknown}
          choose={null}
          acted={load}
        />
      </div>
      <div class="columns">
        <Happened answer={answer} />
        <div class="column">
          <ServiceBars page={page} />
          <Paging answer={answer} />
          <Deploys answer={answer} />
          <section aria-labelledby="facts-title">
            <h2 id="facts-title">The error</h2>
            <Facts
              id="facts"
              facts={[...ownFacts(answer), ...errorFacts(answer), ...handlingFacts(answer)]}
            />
          </section>
          <Members answer={answer} />
        </div>
      </div>
    </div>
  );
}

/** The story, and what was sent of it. */
function Happened({
  answer: { timeline, notifications, at },
}: {
  readonly answer: IncidentAnswer;
}): JSX.Element {
  return (
    <div class="column">
      <section aria-labelledby="story-title">
        <h2 id="story-title">What happened, newest first</h2>
        <Story items={timeline} now={at} />
      </section>
      <section aria-labelledby="sent-title" class="sent-part">
        <h2 id="sent-title">What was sent where</h2>
        <div id="sent">
          <SentTable rows={notifications} now={at} />
        </div>
      </section>
    </div>
  );
}

function ownFacts({ view, at }: IncidentAnswer): ReturnType<typeof said> {
  return said([
    ['First seen as', view.storm === null ? null : view.title],
    ['Opened', moment(view.openedAt, at)],
    ['Newest alert', moment(view.lastAlertAt, at)],
    ['Alerts', count(view.alerts)],
  ]);
}
