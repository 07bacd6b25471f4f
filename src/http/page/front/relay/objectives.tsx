import type { JSX } from 'preact';
import type { Overview } from '../../../../observe/overview.ts';
import { count } from '../words/figures.ts';

const promises = [
  ['shown', 'Incidents shown within 5 s'],
  ['paged', 'Pages taken within 10 s'],
] as const;
const windows = [
  ['1h', 'last hour'],
  ['24h', 'last 24 h'],
  ['30d', 'last 30 days'],
] as const;

type Standing = Overview['objectives'][number];

/** How much of what the relay promises it kept. */
export function Objectives({ objectives }: Pick<Overview, 'objectives'>): JSX.Element {
  return (
    <section class="objectives" aria-labelledby="objectives-title">
      <h2 id="objectives-title">In time</h2>
      <div id="objectives">
        <table>
          <thead>
            <tr>
              <td />
              {windows.map(([window, words]) => (
                <th key={window} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {promises.map(([name, words]) => {
              const standing = objectives.find(({ objective }) => objective === name);
              return standing && <Promised key={name} words={words} standing={standing} />;
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Promised({
  words,
  standing: { windows: tallies, overdue },
}: {
  readonly words: string;
  readonly standing: Standing;
}): JSX.Element {
  return (
    <tr>
      <th scope="row">
        {words}
        <span class="overdue">{overdue === 0 ? '' : `${count(overdue)} overdue`}</span>
      </th>
      {windows.map(([window]) => {
        const { good, total } = tallies[window];
        return (
          <td key={window}>
            <b>{shareOf(good, total)}</b>
            <span class="of">{total === 0 ? '' : `${count(good)} of ${count(total)}`}</span>
          </td>
        );
      })}
    </tr>
  );
}

/** Rounded down, so that only all of them are 100 %. */
function shareOf(good: number, total: number): string {
  if (total === 0) return '–';
  return good === total ? '100 %' : `${(Math.floor((good / total) * 1_000) / 10).toFixed(1)} %`;
}
