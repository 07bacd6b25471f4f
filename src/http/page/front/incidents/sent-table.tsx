import type { JSX } from 'preact';
import { capital, count, plural } from '../words/figures.ts';
import { moment } from '../words/moments.ts';
import { isUncounted, sentWords, surfaceWords } from '../words/story-words.ts';
import { SafeLink } from './links.tsx';
import type { NotificationShown } from './told.ts';

/** What was sent where. */
export function SentTable({
  rows,
  now,
}: {
  readonly rows: readonly NotificationShown[];
  readonly now: number;
}): JSX.Element {
  if (rows.length === 0) return <p class="none">Nothing is to be shown anywhere.</p>;
  return (
    <table class="sent-table">
      <thead>
        <tr>
          {['What', 'Where', 'State', 'Sent'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <SentRow key={row.id} row={row} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function SentRow({ row, now }: { readonly row: NotificationShown; readonly now: number }): JSX.Element {
  const [words, tone] = sentWords(row);
  const covers =
    isUncounted(row) || row.alertsWanted === 0
      ? ''
      : `, covers ${count(row.alertsSent)} of ${plural(row.alertsWanted, 'alert')}`;
  return (
    <tr>
      <th scope="row">
        <SafeLink href={row.link} words={surfaceWords(row)} />
      </th>
      <td data-name="Where">{row.receiver}</td>
      <td data-name="State">
        <span class="pill" data-tone={tone}>
          {words}
        </span>
        {` ${words === 'Up to date' ? capital(row.wanted) : `should be ${row.wanted}`}`}
      </td>
      <td data-name="Sent">
        {row.sentAt === null ? 'nothing yet' : `${moment(row.sentAt, now)}${covers}`}
        {row.lastError !== null && <p class="error">{row.lastError}</p>}
      </td>
    </tr>
  );
}
