import { sentenceOf } from '../domain/decision/words.ts';
import { isGuest, nameOf } from '../domain/incident.ts';
import { alertsShown } from '../domain/sending/sent.ts';
import { postmortem } from '../observe/postmortem/postmortem.ts';
import { readStory } from '../observe/postmortem/story.ts';
import { UsageError } from './complain.ts';
import { hanging, print } from './print.ts';
import { reading, when } from './reading-store.ts';
import { wouldSay } from '../domain/sending/would-words.ts';

/** `stormrelay timeline <incident>`: the story of one incident with its reasons. */
export async function timeline(id: string): Promise<void> {
  await reading(async (store) => {
    const incident = await store.incident(id);
    if (incident === null) throw unknown(id);
    const tie = isGuest(incident) ? 'a guest of' : 'part of';
    const part = incident.parent === null ? '' : `, ${tie} ${incident.parent}`;
    print(hanging(`${incident.id} ${incident.status}${part}: ${nameOf(incident)}`, 4));
    for (const item of await store.timeline(id))
      print(`${when(item.at)}  ${item.kind.padEnd(12)} ${hanging(sentenceOf(item.decision), 34)}`);
    for (const send of incident.shadow?.sends ?? [])
      print(`${when(send.at)}  ${'shadow'.padEnd(12)} ${hanging(wouldSay(send), 34)}`);
    for (const row of await store.notificationsOf(id)) {
      const current = row.sent.digest === row.digest ? 'current' : 'behind';
      print(
        `  ${row.surface.padEnd(8)} ${row.receiver}  ${current}, covers ${alertsShown(row.sent)} of ${row.alerts} alerts${row.attempts.lastError === null ? '' : `, last error: ${hanging(row.attempts.lastError, 4)}`}`,
      );
    }
  });
}

/** `stormrelay timeline <incident> --markdown`: the skeleton of a postmortem, of the storm that it is part of. */
export async function timelineMarkdown(id: string): Promise<void> {
  await reading(async (store) => {
    const story = await readStory(store, id);
    if (story === null) throw unknown(id);
    print(postmortem(story));
  });
}

function unknown(id: string): UsageError {
  return new UsageError(`There is no incident ${id}. Open ones are listed at /api/incidents.`);
}
