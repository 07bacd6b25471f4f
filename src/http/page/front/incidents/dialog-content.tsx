import type { ComponentChildren, JSX } from 'preact';
import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import type { PagerView } from '../../../../observe/lanes/pager-view.ts';
import { capital, count, plural, span } from '../words/figures.ts';
import { incidentTitle, memberWords, placeWords } from '../words/incident-words.ts';
import { time } from '../words/moments.ts';
import { pageWord } from '../words/page-words.ts';
import { isUncounted, timelineWord } from '../words/story-words.ts';
import { Act, Shut } from './acts.tsx';
import { errorFacts, Facts, handlingFacts, said, type Fact } from './facts.tsx';
import { addressOf, SafeLink } from './links.tsx';
import type { IncidentAnswer, NotificationShown, StoryItem } from './told.ts';

/** Everything known of one incident. */
export function DialogContent({
  answer,
  pager,
  trouble,
  act,
}: {
  readonly answer: IncidentAnswer;
  readonly pager: PagerView;
  readonly trouble: string;
  readonly act: (action: string) => Promise<void>;
}): JSX.Element {
  const { view, children, joined, timeline, notifications, at } = answer;
  return (
    <>
      <p class="over" data-severity={view.severity} data-storm={String(view.storm !== null)}>
        {`${view.storm === null ? capital(view.severity) : 'Storm'} · ${view.status}${placeWords(view)}`}
      </p>
      <h2 id="detail-title">{incidentTitle(view)}</h2>
      {view.status !== 'resolved' && <Actions view={view} trouble={trouble} act={act} />}
      <p>
        <a href={addressOf(view.id)}>Open the page of this incident</a>
      </p>
      <Facts
        facts={[
          ...standingFacts(answer, pager),
          ...errorFacts(answer),
          ...handlingFacts(answer),
          ...elsewhere(answer),
        ]}
      />
      <Section title="Timeline">
        <Timeline items={timeline} />
      </Section>
      <Section title="Notifications">
        <Notifications rows={notifications} now={at} />
      </Section>
      <Following
        title="Incidents of this storm"
        shown={children}
        all={view.children}
        query={`?parent=${view.id}`}
      />
      <Following title="Incidents in this page" shown={joined} all={view.joined} query="?status=open" />
    </>
  );
}

function Actions({
  view,
  trouble,
  act,
}: {
  readonly view: IncidentView;
  readonly trouble: string;
  readonly act: (action: string) => Promise<void>;
}): JSX.Element {
  return (
    <p class="acts">
      {view.status === 'open' && <Act action="acknowledge" words="Acknowledge" act={act} />}
      <Act action="resolve" words="Resolve" act={act} />
      <Shut />
      <span class="error" role="alert">
        {trouble}
      </span>
    </p>
  );
}

function standingFacts({ view, at }: IncidentAnswer, pager: PagerView): readonly Fact[] {
  const [page] = pageWord(view.page, pager);
  return said([
    ['First seen as', view.storm === null ? null : view.title],
    ['Services', view.services.join(', ')],
    ['Since', `${time(view.openedAt)} (${span(at - view.openedAt)})`],
    ['Newest alert', `${span(at - view.lastAlertAt)} ago`],
    ['Alerts', `${count(view.alerts)}, which tell of ${plural(view.events, 'event')}`],
    ['Page', view.page.reason === null || view.notPaged !== null ? page : `${page}: ${view.page.reason}`],
    ['Not paged', view.notPaged],
  ]);
}

/** Where people see it besides. */
function elsewhere({ incident, notifications }: IncidentAnswer): readonly Fact[] {
  const { sample, atPager } = incident;
  const all = [
    ['Sentry', sample.link, sample.shortId ?? 'View in Sentry'],
    ['Slack', notifications.find(({ link }) => link !== null)?.link, 'View in Slack'],
    ['PagerDuty', atPager?.at(-1)?.link, 'View in PagerDuty'],
  ] as const;
  return all
    .filter(([, href]) => href?.startsWith('https://') === true)
    .map(([term, href, words]) => [term, <SafeLink href={href} words={words} />]);
}

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Timeline({ items }: { readonly items: readonly StoryItem[] }): JSX.Element {
  if (items.length === 0) return <p class="none">Nothing yet.</p>;
  return (
    <ol class="timeline">
      {items.map(({ n, at, kind, detail }) => (
        <li key={n} data-kind={kind}>
          <time dateTime={new Date(at).toISOString()}>{time(at)}</time>
          <b>{timelineWord(kind)}</b>
          <span>{detail}</span>
        </li>
      ))}
    </ol>
  );
}

function Notifications({
  rows,
  now,
}: {
  readonly rows: readonly NotificationShown[];
  readonly now: number;
}): JSX.Element {
  if (rows.length === 0) return <p class="none">Nothing is to be shown anywhere.</p>;
  return (
    <ul class="notifications">
      {rows.map((row) => (
        <Notification key={row.id} row={row} now={now} />
      ))}
    </ul>
  );
}

function Notification({ row, now }: { readonly row: NotificationShown; readonly now: number }): JSX.Element {
  const state = row.dead ? 'dead' : row.current ? 'current' : 'behind';
  const words = {
    dead: 'dead letter',
    current: 'current',
    behind: row.lagMs === null ? 'behind' : `behind by ${span(row.lagMs)}`,
  };
  const sent =
    row.sentAt === null
      ? 'nothing sent yet'
      : `sent ${span(now - row.sentAt)} ago${isUncounted(row) ? '' : `, covers ${count(row.alertsSent)} of ${plural(row.alertsWanted, 'alert')}`}`;
  return (
    <li>
      <p>
        <b>{`${row.receiver} ${row.surface}`}</b>
        <span class="pill" data-tone={state}>
          {words[state]}
        </span>
      </p>
      <p class="sent">{`should be ${row.wanted}; ${sent}`}</p>
      {row.lastError !== null && <p class="error">{row.lastError}</p>}
    </li>
  );
}

/** What hangs on an incident: the first of it, and where the rest is. */
function Following({
  title,
  shown,
  all,
  query,
}: {
  readonly title: string;
  readonly shown: readonly IncidentView[];
  readonly all: number;
  readonly query: string;
}): JSX.Element | null {
  if (shown.length === 0) return null;
  const rest = all - shown.length;
  const address = `/api/incidents${query}`;
  return (
    <>
      <Section title={title}>
        <ul class="members">
          {shown.map((one) => (
            <li key={one.id}>
              <b>{one.title}</b>
              <span>{memberWords(one)}</span>
            </li>
          ))}
        </ul>
      </Section>
      {rest > 0 && (
        <p class="none">
          {`and ${count(rest)} more: `}
          <a href={address}>{address}</a>
        </p>
      )}
    </>
  );
}
