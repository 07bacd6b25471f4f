import type { JSX } from 'preact';
import type { IncidentView } from '../../../../observe/incident/incident-view.ts';
import type { PagerView } from '../../../../observe/lanes/pager-view.ts';
import { capital, count, lasted, noun } from '../words/figures.ts';
import { incidentTitle, standingWords, takersWords } from '../words/incident-words.ts';
import { moment } from '../words/moments.ts';
import { pageWord } from '../words/page-words.ts';

/** Until the relay has said whether anybody can be woken, nothing is said of it. */
export const pagerUnknown: PagerView = { configured: 1, unreachable: [] };

/** An incident in a list. */
interface Listed {
  readonly row: IncidentView;
  /** The relay's time. */
  readonly now: number;
  readonly pager: PagerView;
  /** Called with the id of what is to be opened. */
  readonly choose: (id: string) => void;
}

/** An everyday error, or what is over: one line, its service first. */
export function IncidentRow({ row, now, pager, choose }: Listed): JSX.Element {
  const [first = '', ...others] = row.services;
  const place = row.environmentClass === 'production' ? '' : 'not production: ';
  const [pageWords, tone] = pageWord(row.page, pager);
  return (
    <li>
      <button
        type="button"
        class="incident choose row"
        data-severity={row.severity}
        data-status={row.status}
        data-storm={String(row.storm !== null)}
        onClick={() => choose(row.id)}
      >
        <span class="service">{others.length === 0 ? first : `${first} +${others.length}`}</span>
        <span class="what">
          {/* Severity is said in words too: colour alone reaches not everybody. */}
          <span class="unseen">{`${capital(row.severity)}: `}</span>
          <span class="title">{`${place}${incidentTitle(row)}`}</span>
          {row.notPaged !== null && <span class="unpaged">{`Not paged: ${row.notPaged}`}</span>}
        </span>
        <span class="standing">
          {row.page.state !== 'none' && row.resolution === null && (
            <span class="pill" data-tone={tone}>
              {pageWords}
            </span>
          )}
          <span class="who">{whoWords(row, now)}</span>
        </span>
        <span class="events">{`${count(row.events)} ${noun(row.events, 'event')}`}</span>
        <span class="since" title={row.resolution === null ? 'Open for so long' : 'It lasted so long'}>
          {`for ${lasted((row.resolution?.at ?? now) - row.openedAt)}`}
        </span>
      </button>
    </li>
  );
}

function whoWords(row: IncidentView, now: number): string {
  const { status, resolution } = row;
  if (resolution !== null) return `over ${moment(resolution.at, now)}, ${enderWords(resolution)}`;
  return standingWords(status === 'acknowledged' ? `seen by ${takersWords(row)}` : '', row);
}

const enders: Readonly<Partial<Record<NonNullable<IncidentView['resolution']>['by'], string>>> = {
  sentry: 'resolved in Sentry',
  quiet: 'it was quiet',
  root: 'with its storm',
  drill: 'its drill (test alert) ended',
  relay: 'by itself',
};

function enderWords({ who, by }: NonNullable<IncidentView['resolution']>): string {
  return who === null ? (enders[by] ?? 'by somebody') : `by ${who}`;
}
