import { askRelay } from './ask-relay.ts';
import { print } from '../print.ts';

/** Who does it, and why, for the timeline. */
export interface Given {
  readonly by?: string;
  readonly why?: string;
}

const done = { acknowledge: 'acknowledged', resolve: 'resolved', unmute: 'not muted any more' } as const;

/** `stormrelay acknowledge|resolve|unmute <incident>`: as on the page; what PagerDuty has to know, it is told. */
export async function act(action: keyof typeof done, incident: string, { by }: Given): Promise<void> {
  await ask(incident, action, { who: by });
  print(`${incident}: ${done[action]}${byWhom(by)}.`);
}

/** `stormrelay split <incident>`: takes it out of its storm, or one of its issues out of it. */
export async function split(
  incident: string,
  { by, why, issue }: Given & { readonly issue?: string },
): Promise<void> {
  await ask(incident, 'split', { issue, who: by, why });
  if (issue !== undefined) {
    print(`${incident}: ${issue} goes on alone${byWhom(by)}. No rule takes it back; merge does.`);
    return;
  }
  print(`${incident}: split${byWhom(by)}. No rule joins it to a storm again; merge does.`);
}

/** `stormrelay merge <incident> --into <incident>`: makes it part of another one. */
export async function merge(incident: string, { by, why, into }: Given & { into: string }): Promise<void> {
  await ask(incident, 'merge', { into, who: by, why });
  print(`${incident}: merged into ${into}${byWhom(by)}. Split takes it out again.`);
}

/** What is undefined is not said. @throws Error when no relay answers, or it refuses. */
async function ask(incident: string, action: string, body: object): Promise<void> {
  await askRelay(`/api/incidents/${encodeURIComponent(incident)}/${action}`, body);
}

function byWhom(name: string | undefined): string {
  return name === undefined ? '' : ` by ${name}`;
}
