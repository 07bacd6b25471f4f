import { duration, grouped } from '../text/figures.ts';
import type { OwnTrouble } from './own-trouble.ts';

type Silent = Extract<OwnTrouble, { readonly code: 'projects-silent' }>;

const mostNamed = 5;

/** What it is called that projects fell silent. */
export function silentTitle({ count, projects }: Silent): string {
  return count === 1
    ? `${projects[0]?.project ?? ''} has fallen silent`
    : `${grouped(count)} projects have fallen silent`;
}

/** Since when, what changed then, and what to do. */
export function silentWords({ count, projects }: Silent): string {
  const named = projects.slice(0, mostNamed);
  const more = count > named.length ? [`${grouped(count - named.length)} more.`] : [];
  return [...named.map(projectWords), ...more, whatToDo].join('\n');
}

const whatToDo =
  'What it told of may be mended; else its errors do not reach Sentry, or its alert rules are gone. Look in Sentry at ' +
  "the project's events and alert rules, and at its DSN, sample rate and filters. Resolve this if it may be silent: it " +
  'is told again only after it has spoken.';

function projectWords({
  project,
  lastAt,
  usualMs,
  deploy,
  release,
  sdk,
}: Silent['projects'][number]): string {
  return [
    `${project}: no error since ${clockOf(lastAt)}; in 14 days it was never silent for longer than ${duration(usualMs)} while others were heard.`,
    ...(deploy === null ? [] : [`Deployed at ${clockOf(deploy.at)}${deployed(deploy)}.`]),
    ...(release === null || release.version === deploy?.version
      ? []
      : [`Release ${release.version} was new at ${clockOf(release.at)}.`]),
    ...(sdk === null
      ? []
      : [`New SDK since ${clockOf(sdk.at)}: ${sdk.name} ${sdk.major}, before that ${sdk.before}.`]),
  ].join(' ');
}

function deployed({ version, by }: { readonly version: string | null; readonly by: string | null }): string {
  const what = version === null ? '' : `: ${version}`;
  return by === null ? what : `${what}, by ${by}`;
}

function clockOf(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  return `${date} ${time.slice(0, 5)} UTC`;
}
