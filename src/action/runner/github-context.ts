import * as z from 'zod/mini';
import { webAddress, webProtocols } from '../../domain/text/web-address.ts';
import type { Deploy } from '../relay/relay-client.ts';

/**
 * What the workflow knows of the run and of the change that it deploys: the service is the repository's name without
 * its owner, null outside of GitHub; what changed is the first line of the newest commit, and how many there are.
 */
export interface RunContext extends Omit<Deploy, 'service' | 'environment'> {
  readonly service: string | null;
}

/** Only a push tells what changed; a payload of any other event, or none, is no mistake. */
const pushEvent = z.object({
  compare: z.catch(z.nullable(z.string()), null),
  head_commit: z.catch(z.nullable(z.object({ message: z.string() })), null),
  commits: z.catch(z.array(z.unknown()), []),
});

/** Reads the context that GitHub gives. `readEvent` reads the file with the event's payload. */
export function githubContext(variables: NodeJS.ProcessEnv, readEvent: (path: string) => string): RunContext {
  const repository = named(variables['GITHUB_REPOSITORY']);
  const server = variables['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const release = named(variables['GITHUB_SHA']);
  const run = named(variables['GITHUB_RUN_ID']);
  const event = eventAt(variables['GITHUB_EVENT_PATH'] ?? '', readEvent);
  const linkIn = (folder: string, id: string | null): string | null =>
    repository === null || id === null ? null : linkTo(`${server}/${repository}/${folder}/${id}`);
  return {
    service: named(repository?.split('/').at(-1)),
    release,
    by: named(variables['GITHUB_ACTOR']),
    what: whatChanged(event),
    compareUrl: linkTo(event?.compare ?? '') ?? linkIn('commit', release),
    runUrl: linkIn('actions/runs', run),
  };
}

function eventAt(path: string, readEvent: (path: string) => string): z.infer<typeof pushEvent> | null {
  try {
    return path === '' ? null : pushEvent.parse(JSON.parse(readEvent(path)));
  } catch {
    return null;
  }
}

function whatChanged(event: ReturnType<typeof eventAt>): string | null {
  const line = named(event?.head_commit?.message.trimStart().split('\n')[0])?.slice(0, 200) ?? null;
  const commits = event?.commits.length ?? 0;
  return line === null || commits < 2 ? line : `${line} (${commits} commits)`;
}

/** An address as the relay keeps it; a link that was cut leads nowhere. */
function linkTo(text: string): string | null {
  return webAddress(text, { protocols: webProtocols })?.href ?? null;
}

function named(text: string | undefined): string | null {
  return text?.trim() || null;
}
