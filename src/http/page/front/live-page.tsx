import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Overview } from '../../../observe/overview.ts';
import { useRelay, type RelayKnown } from './feed/use-relay.ts';
import { Frame } from './frame/frame.tsx';
import { unknownWords } from './frame/standing.ts';
import { IncidentDialog } from './incidents/incident-dialog.tsx';
import { OpenIncidents } from './incidents/open-incidents.tsx';
import { Past } from './past/past.tsx';
import { Machine } from './relay/machine.tsx';
import { SilenceForm } from './relay/silence-form.tsx';
import { Silences } from './relay/silences.tsx';
import { plural } from './words/figures.ts';
import type { Toned } from './words/page-words.ts';
import { pagerAlarm } from './words/pager-alarm.ts';

/** The page at `/`: what is open first, then the relay itself, what is quiet, and what is over. */
export function LivePage(): JSX.Element {
  const relay = useRelay();
  const [chosen, choose] = useState<string | null>(null);
  const { overview, unknown } = relay;
  const [words, tone] = verdictOf(relay);
  return (
    <Frame
      relay={relay}
      title={titleOf(relay, words)}
      skip={['incidents', 'Skip to the incidents']}
      head={
        <>
          <img class="mark" src="/icon.svg" alt="" width="28" height="28" />
          <h1>stormrelay</h1>
          <p id="verdict" class="verdict" role="status" data-tone={tone}>
            {words}
          </p>
        </>
      }
    >
      <main>
        {overview !== null && <Notes {...overview} />}
        <OpenIncidents overview={overview} choose={choose} />
        {overview !== null && <Machine overview={overview} />}
        {overview !== null && <Silences overview={overview} />}
        <SilenceForm />
        {overview !== null && <Past overview={overview} choose={choose} />}
      </main>
      <IncidentDialog
        id={chosen}
        overview={overview}
        unknown={unknownWords(unknown) ?? ''}
        close={() => choose(null)}
      />
    </Frame>
  );
}

/** How things stand, worst first. */
function verdictOf({ overview, unknown }: RelayKnown): Toned {
  const silent = unknownWords(unknown);
  if (silent !== null) return [silent, 'unknown'];
  if (overview === null) return ['Connecting', ''];
  const { readiness, open, openRoots } = overview;
  const storms = open.filter((incident) => incident.storm !== null).length;
  if (!readiness.ready) return ['Not ready', 'bad'];
  if (storms > 0) return [plural(storms, 'storm'), 'storm'];
  return openRoots > 0 ? [plural(openRoots, 'incident'), 'warn'] : ['All quiet', 'well'];
}

function titleOf({ overview, unknown }: RelayKnown, words: string): string {
  if (overview === null && unknown === null) return 'stormrelay';
  const alarm = overview === null || unknown !== null ? null : pagerAlarm(overview);
  return [...(alarm?.urgent === true ? [alarm.words] : []), words, 'stormrelay'].join(' · ');
}

function Notes({ readiness }: Overview): JSX.Element | null {
  const notes = [...readiness.reasons, ...readiness.notes];
  if (notes.length === 0) return null;
  return (
    <section class="notes" aria-labelledby="notes-title" id="notes">
      <h2 id="notes-title">Worth knowing</h2>
      <ul id="note-list">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
