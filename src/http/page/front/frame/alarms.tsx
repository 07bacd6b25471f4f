import type { ComponentChildren, JSX } from 'preact';
import type { Unknown } from '../feed/use-relay.ts';
import { time } from '../words/moments.ts';
import type { PagerAlarm } from '../words/pager-alarm.ts';
import { AsOf } from './as-of.tsx';
import { unknownWords } from './standing.ts';

/** What stands above everything: that what is below is not known to be true, and that somebody cannot be woken. */
export function Alarms({
  unknown,
  heardAt,
  pager,
}: {
  readonly unknown: Unknown | null;
  /** When what is shown came; null: nothing did. */
  readonly heardAt: number | null;
  readonly pager: PagerAlarm | null;
}): JSX.Element {
  return (
    <div class="alarms">
      {unknown !== null && <UnknownAlarm unknown={unknown} heardAt={heardAt} />}
      {pager !== null && (
        <section class="alarm" id="no-pager" role="alert" data-urgent={String(pager.urgent)}>
          <h2>{pager.words}</h2>
          <p class="said">
            {pager.lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </p>
          <p class="todo">{pager.todo}</p>
        </section>
      )}
    </div>
  );
}

function UnknownAlarm({
  unknown,
  heardAt,
}: {
  readonly unknown: Unknown;
  readonly heardAt: number | null;
}): JSX.Element {
  const [said, todo] = unknownSaid(unknown);
  return (
    <section class="alarm" id="unknown">
      <div role="alert">
        <h2>{unknownWords(unknown)}</h2>
        <p class="said">{said}</p>
      </div>
      {/* Apart from what is read aloud: it counts. */}
      {heardAt !== null && (
        <p id="as-of">
          What is below is <AsOf at={heardAt} />.
        </p>
      )}
      <p class="todo">{todo}</p>
    </section>
  );
}

function unknownSaid({ since, why }: Unknown): readonly [string, ComponentChildren] {
  switch (why) {
    case 'silent':
      return [
        `The relay has said nothing since ${time(since)}.`,
        'Check its process, its machine and the network in between: if it is down, nobody is paged and nothing reaches Slack. This page keeps trying.',
      ];
    case 'no-figures':
      return [
        `The relay runs, but its figures stopped at ${time(since)}.`,
        'Its store does not answer: see its log, and the room on its disk. This page keeps trying.',
      ];
    case 'logged-out':
      return [
        'Your log-in has ended, so the relay tells this page nothing more.',
        <a href="/login">Log in again</a>,
      ];
  }
}
