import * as z from 'zod/mini';
import { webAddress, webProtocols } from '../../domain/web-address.ts';

/** What the workflow knows of the run and of the change that it deploys. */
export interface RunContext {
  /** The repository's name without its owner; null outside of GitHub. */
  readonly service: string | null;
  readonly release: string | null;
  readonly by: string | null;
  /** What changed: first line of the newest commit, and how many there are. */
  readonly what: string | null;
  readonly compareUrl: string | null;
  readonly runUrl: string | null;
}

/** Variables by name, as the runner sets them. */
type Variables = Readonly<Partial<Record<string, string>>>;

const pushEvent = z.object({
  compare: z.catch(z.nullable(z.string()), null),
  head_commit: z.catch(z.nullable(z.object({ message: z.string() })), null),
  commits: z.catch(z.array(z.unknown()), []),
});

/** Reads the context that GitHub gives. `readEvent` reads the file with the event's payload. */
export function githubContext(variables: Variables, readEvent: (path: string) => string): RunContext {
  const repository = variables['GITHUB_REPOSITORY'] ?? '';
  const home =
    repository === '' ? null : `${variables['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}`;
  const sha = named(variables['GITHUB_SHA']);
  const run = named(variables['GITHUB_RUN_ID']);
  const event = eventAt(variables['GITHUB_EVENT_PATH'], readEvent);
  const commit = home === null || sha === null ? null : linkTo(`${home}/commit/${sha}`);
  return {
    service: named(repository.split('/').at(-1)),
    release: sha,
    by: named(variables['GITHUB_ACTOR']),
    what: whatChanged(event),
    compareUrl: linkTo(event?.compare ?? null) ?? commit,
    runUrl: home === null || run === null ? null : linkTo(`${home}/actions/runs/${run}`),
  };
}

type PushEvent = z.infer<typeof pushEvent>;

/** Only a push tells what changed; a payload of any other event, or none, is no mistake. */
function eventAt(path: string | undefined, readEvent: (path: string) => string): PushEvent | null {
  if (path === undefined || path === '') return null;
  try {
    const read = pushEvent.safeParse(JSON.parse(readEvent(path)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function whatChanged(event: PushEvent | null): string | null {
  const line = named(event?.head_commit?.message.trimStart().split('\n')[0])?.slice(0, 200) ?? null;
  const commits = event?.commits.length ?? 0;
  return line === null || commits < 2 ? line : `${line} (${commits} commits)`;
}

/** An address as the relay keeps it; a link that was cut leads nowhere. */
function linkTo(text: string | null): string | null {
  return text === null ? null : (webAddress(text, { protocols: webProtocols })?.href ?? null);
}

function named(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
