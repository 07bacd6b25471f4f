import type { ComponentChildren, JSX } from 'preact';
import type { Unknown } from '../feed/use-relay.ts';
import { time } from '../words/moments.ts';
import { unknownWords, type PagerAlarm } from './standing.ts';

/** What stands above everything: that what is below is not known to be true, and that somebody cannot be woken. */
export function Alarms({
  unknown,
  pager,
}: {
  readonly unknown: Unknown | null;
  readonly pager: PagerAlarm | null;
}): JSX.Element {
  return (
    <div class="alarms">
      {unknown !== null && <UnknownAlarm {...unknown} />}
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

function UnknownAlarm(unknown: Unknown): JSX.Element {
  const [said, todo] = unknownSaid(unknown);
  return (
    <section class="alarm" id="unknown" role="alert">
      <h2>{unknownWords(unknown)}</h2>
      <p class="said">{said}</p>
      <p class="todo">{todo}</p>
    </section>
  );
}

function unknownSaid({ since, why }: Unknown): readonly [string, ComponentChildren] {
  switch (why) {
    case 'silent':
      return [
        `The relay has said nothing since ${time(since)}. What is below is how it was then.`,
        'Check its process, its machine and the network in between: if it is down, nobody is paged and nothing reaches Slack. This page keeps trying.',
      ];
    case 'no-figures':
      return [
        `The relay runs, but its figures stopped at ${time(since)}. What is below is how it was then.`,
        'Its store does not answer: see its log, and the room on its disk. This page keeps trying.',
      ];
    case 'logged-out':
      return [
        'Your log-in has ended, so the relay tells this page nothing more. What is below is how it was then.',
        <a href="/login">Log in again</a>,
      ];
  }
}
