import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import type { PagerView } from '../../../../observe/lanes/pager-view.ts';
import { command } from '../feed/asking.ts';
import { WhyShut } from '../feed/known.ts';
import { count, lasted, noun } from '../words/figures.ts';
import {
  causeWords,
  incidentTitle,
  mostAMinute,
  overWords,
  standingWords,
  takersWords,
  whenWords,
} from '../words/incident-words.ts';
import { clockMinute } from '../words/moments.ts';
import { isUnreached, isUnsent, pageWord, type Toned } from '../words/page-words.ts';
import { changedWords } from '../words/story-words.ts';
import { Act, Shut, SureAct } from './acts.tsx';
import { RateChart, type Happened } from './rate-chart.tsx';

/** A usual storm is named in full; the rest is in the panel. */
const chipsShown = 12;

/** An incident as a card. */
interface Card {
  readonly row: IncidentView;
  /** The relay's time. */
  readonly now: number;
  readonly pager: PagerView;
  /** Opens it; null: it stands on its own page. */
  readonly choose: ((id: string) => void) | null;
  /** Called after something was done. */
  readonly acted?: () => Promise<void>;
}

/** What is wide, or was to wake somebody: all that is asked first, and what to do. */
export function IncidentCard({ row, now, pager, choose, acted }: Card): JSX.Element {
  const onOwnPage = choose === null;
  const opens = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, a') === null) choose?.(row.id);
  };
  const changed = changedWords(row.glance?.changed ?? null);
  const isKnown = useContext(WhyShut) === null;
  return (
    <article
      class="incident card"
      data-severity={row.severity}
      data-status={row.status}
      data-storm={String(row.storm !== null)}
      onClick={opens}
    >
      <p class="cause">
        <span>{`${causeWords(row)} · ${whenWords(row, now)}`}</span>
      </p>
      <Heading row={row} choose={choose} />
      <dl class="glance">
        {figuresOf(row, now, isKnown).map(([name, figure, words]) => (
          <div key={name} data-name={name}>
            <dt>{words}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      {changed !== null && <p class="changed">{changed}</p>}
      <Whose row={row} now={now} pager={pager} isStatus={onOwnPage} />
      {row.notPaged !== null && <p class="unpaged">{`Not paged: ${row.notPaged}`}</p>}
      <RateChart rate={row.glance?.rate ?? null} happened={happenedIn(row)} />
      <Chips services={row.services} />
      <Actions row={row} {...(acted === undefined ? {} : { acted })} />
    </article>
  );
}

function Heading({ row, choose }: Pick<Card, 'row' | 'choose'>): JSX.Element {
  // How many services it struck stands among the figures.
  const words = row.storm === null || row.unnamed ? incidentTitle(row) : row.storm;
  if (choose === null)
    return (
      <h1>
        <span class="title">{words}</span>
      </h1>
    );
  return (
    <h3>
      <button type="button" class="choose title" onClick={() => choose(row.id)}>
        {words}
      </button>
    </h3>
  );
}

function figuresOf(
  row: IncidentView,
  now: number,
  isKnown: boolean,
): readonly (readonly [name: string, figure: string, words: string])[] {
  const { kind, glance, events, services, joined, openedAt, resolution } = row;
  const users = glance?.users ?? null;
  // The same figure as in Slack, where that is newer.
  const told = Math.max(events, glance?.events ?? 0);
  const soFar = isKnown ? 'so far' : 'when last heard';
  const long = lasted((resolution?.at ?? now) - openedAt);
  const time = ['time', long, resolution === null ? soFar : 'in all'] as const;
  const most = resolution === null ? null : mostAMinute(row);
  if (kind === 'collector') return [['joined', count(joined), noun(joined, 'incident')], time];
  return [
    ...(users === null ? [] : [['users', count(users), noun(users, 'user')] as const]),
    ['events', count(told), noun(told, 'event')],
    ['services', count(services.length), noun(services.length, 'service')],
    time,
    ...(most === null ? [] : [['peak', count(most), 'peak/min'] as const]),
  ];
}

function Whose({
  row,
  now,
  pager,
  isStatus,
}: Pick<Card, 'row' | 'now' | 'pager'> & { readonly isStatus: boolean }): JSX.Element {
  const [words, tone] = pillOf(row, pager);
  return (
    <p class="whose" role={isStatus ? 'status' : undefined}>
      {(row.page.state !== 'none' || row.resolution !== null) && (
        <span class="pill" data-tone={tone}>
          {words}
        </span>
      )}
      <span class="who">{whoseWords(row, now, pager)}</span>
    </p>
  );
}

function pillOf(row: IncidentView, pager: PagerView): Toned {
  if (row.resolution !== null) return ['Over', 'well'];
  const [words, tone] = pageWord(row.page, pager);
  const pagedAt = row.glance?.pagedAt ?? null;
  return [pagedAt === null || !isRinging(row.page) ? words : `${words} ${clockMinute(pagedAt)}`, tone];
}

/** Whether somebody's phone rings for it, and so since when: of what became of it later, the words beside it tell. */
function isRinging({ state, standing }: IncidentView['page']): boolean {
  return state === 'triggered' || (state === 'joined' && standing === 'taken');
}

/** Whether anybody is on it is never left to be guessed. */
function whoseWords(row: IncidentView, now: number, pager: PagerView): string {
  if (row.resolution !== null) {
    const had =
      row.acknowledgedBy === null ? 'Nobody had acknowledged it.' : `Acknowledged by ${takersWords(row)}.`;
    return `${overWords(row.resolution, now)} ${row.kind === 'collector' ? '' : had}`.trimEnd();
  }
  const allInHand = row.kind === 'collector' && row.acknowledgedBy === null;
  const has = allInHand ? 'All of them are in hand' : `${takersWords(row)} has it`;
  const nobody = isUnreached(row.page, pager) ? 'Nobody was reached yet' : 'Nobody has acknowledged it';
  return standingWords(row.status === 'acknowledged' ? has : nobody, row);
}

/** What a reader looks for beside the curve. */
function happenedIn({
  openedAt,
  glance,
  acknowledgedAt,
  page,
  resolution,
}: IncidentView): readonly Happened[] {
  const changed = glance?.changed ?? null;
  const pagedAt = glance?.pagedAt ?? null;
  const waits = isUnsent(page) ? page.since : null;
  return [
    ...(changed === null
      ? []
      : [{ kind: 'deploy', at: openedAt - changed.beforeMs, words: 'deployed' } as const]),
    ...(waits === null ? [] : [{ kind: 'page', at: waits, words: 'page waits' } as const]),
    ...(pagedAt === null || waits !== null ? [] : [{ kind: 'page', at: pagedAt, words: 'paged' } as const]),
    ...(acknowledgedAt === null
      ? []
      : [{ kind: 'acknowledged', at: acknowledgedAt, words: 'acknowledged' } as const]),
    ...(resolution === null ? [] : [{ kind: 'over', at: resolution.at, words: 'over' } as const]),
  ];
}

function Chips({ services }: Pick<IncidentView, 'services'>): JSX.Element {
  const rest = services.length - chipsShown;
  return (
    <p class="chips">
      {services.slice(0, chipsShown).map((service) => (
        <span key={service} class="chip">
          {service}
        </span>
      ))}
      {rest > 0 && <span class="chip rest">{`+${rest}`}</span>}
    </p>
  );
}

function Actions({ row, acted }: Pick<Card, 'row' | 'acted'>): JSX.Element {
  const [trouble, setTrouble] = useState('');
  const act = async (action: string): Promise<void> => {
    setTrouble((await command(row.id, action)) ?? '');
    await acted?.();
  };
  const isOver = row.status === 'resolved';
  return (
    <p class="acts">
      {row.status === 'open' && <Act action="acknowledge" words="Acknowledge" act={act} />}
      {!isOver && <SureAct action="resolve" words="Resolve" question="Resolve it for everybody?" act={act} />}
      {!isOver && row.mute === null && <Act action="mute" words="Mute 1 h" act={act} />}
      {/* What a silence or a rule keeps quiet, no button here ends. */}
      {!isOver && row.mute !== null && row.mute.reason === undefined && (
        <Act action="unmute" words="Unmute" act={act} />
      )}
      {!isOver && <Shut />}
      <span class="links">
        {linksOf(row).map(([name, href]) => (
          <a key={name} href={href} rel="noreferrer" target="_blank">
            {name}
          </a>
        ))}
      </span>
      <span class="error" role="alert">
        {trouble}
      </span>
    </p>
  );
}

function linksOf({ glance }: IncidentView): readonly (readonly [name: string, href: string])[] {
  const links = glance?.links;
  const all = [
    ['Slack', links?.slack],
    ['PagerDuty', links?.pager],
    ['Sentry', links?.sentry],
  ] as const;
  return all.flatMap(([name, href]) =>
    href?.startsWith('https://') === true ? [[name, href] as const] : [],
  );
}
