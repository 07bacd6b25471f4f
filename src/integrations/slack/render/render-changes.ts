import type { LiveMessage, UnchangedShown } from '../../../domain/sending/projection.ts';
import { between, counted, duration } from '../../../domain/text/figures.ts';
import { code, inline, link } from './escape.ts';

/** Something that changed. */
interface Change {
  /** How likely it is the culprit: what came before the outage, of a service that broke; what came before; what came after. */
  readonly rank: 0 | 1 | 2;
  /** How far from the first event, ms. */
  readonly distance: number;
  readonly text: string;
}

const oneSecondMs = 1_000;
/** A release is first seen by its first error, which may be the outage's. */
const sameMomentMs = 5_000;

/**
 * What changed shortly before it broke, the likely culprit first: at most `most` lines of 600 characters, and how many
 * changes there are besides.
 */
export function changeLines(message: LiveMessage, most: number): readonly string[] {
  const changes = [...deploysOf(message), ...releasesOf(message)].sort(
    (a, b) => a.rank - b.rank || a.distance - b.distance,
  );
  const lines = changes.slice(0, most).map(({ text }) => text);
  const more = changes.length - lines.length;
  const last = lines.pop();
  if (last === undefined) return [];
  return [...lines, more > 0 ? `${last} · and ${counted(more, 'other change')}` : last];
}

/**
 * The same while it goes on, and where nothing is known to have changed, what of that is known: whoever is woken asks, and
 * silence would pass for "nothing".
 */
export function changedLines(message: LiveMessage, most: number): readonly string[] {
  const lines = changeLines(message, most);
  return lines.length > 0 || message.unchanged === undefined
    ? lines
    : [unchangedLine(message, message.unchanged)];
}

/** `No deploy of checkout is known in the hour before it broke`: only where deploys of it are told at all. */
function unchangedLine(
  { services, since }: LiveMessage,
  { watched, services: running, release }: UnchangedShown,
): string {
  const only = running === 1 ? inline(services[0]?.name ?? '', 60) : '';
  if (watched > 0) {
    const whose =
      watched < running
        ? `the ${watched} of ${running} services that tell of theirs`
        : `its ${running} services`;
    return `🚢 No deploy of ${only === '' ? whose : only} is known in the hour before it broke`;
  }
  if (release !== null)
    return `🚀 No new release: ${code(release.version, 90)} was first seen ${duration(between(release.seenAt, since))} before it broke`;
  return `🚢 Deploys of ${only === '' ? 'these services' : only} are not connected here, so what changed is not known`;
}

/**
 * Deploys that CI told of, as facts. A name stands only beside what came before the outage, of a service that broke:
 * beside anything else it would accuse somebody who has nothing to do with it.
 */
function deploysOf({ deploys, services, since }: LiveMessage): readonly Change[] {
  return deploys.map(({ service, version, at, by, what, compareUrl }) => {
    const broke = services.some(({ name }) => name === service);
    const mayMatter = broke && since - at >= oneSecondMs;
    const who = by === null || !mayMatter ? '' : inline(by, 40);
    const name = released(service, version);
    const said = [
      who === '' ? `🚢 ${name} was deployed ` : `🚢 *${who}* deployed ${name} `,
      whenChanged(at, { since, sameMs: oneSecondMs }),
      // A title of a commit beside "it broke" would read as what broke.
      what === null ? '' : `: “${inline(what, 120)}”`,
      compareUrl === null ? '' : ` (${link(compareUrl, 'changes')})`,
    ];
    return { rank: at > since ? 2 : broke ? 0 : 1, distance: Math.abs(since - at), text: said.join('') };
  });
}

/** Releases that were new when it broke, without those whose deploy is told of. */
function releasesOf({ changes, deploys, since }: LiveMessage): readonly Change[] {
  const told = new Set(deploys.map(({ service, version }) => `${service} ${version ?? ''}`));
  const untold = changes.filter((one) => !told.has(`${one.service} ${one.version}`));
  return sharedReleases(untold).map(({ version, services, firstAt }) => {
    const name = released(services.join(', '), version, services[0]);
    const text = `🚀 ${name} was first seen ${whenChanged(firstAt, { since, sameMs: sameMomentMs })}`;
    return { rank: firstAt - since > sameMomentMs ? 2 : 0, distance: Math.abs(since - firstAt), text };
  });
}

/** `checkout@2.4.1` says of what it is a release; `2.4.1` does not. */
function released(service: string, version: string | null, first = service): string {
  const who = inline(service, 90);
  if (version === null) return who;
  if (first === service && version.startsWith(`${service}@`)) return code(version, 90);
  const bare = version.startsWith(`${first}@`) ? version.slice(first.length + 1) : version;
  return `${who} ${code(bare, 60)}`;
}

interface SharedRelease {
  readonly version: string;
  readonly services: readonly string[];
  readonly firstAt: number;
}

/** A release that several services run is one change, and as old as its first sight anywhere. */
function sharedReleases(changes: LiveMessage['changes']): readonly SharedRelease[] {
  const releases = new Map<string, SharedRelease>();
  for (const { version, service, firstAt } of [...changes].sort((a, b) => a.firstAt - b.firstAt)) {
    const known = releases.get(version) ?? { version, services: [], firstAt };
    releases.set(version, { ...known, services: [...known.services, service] });
  }
  return [...releases.values()];
}

/** `14 s before it broke`; within `sameMs` nobody can tell what was first. */
function whenChanged(
  at: number,
  { since, sameMs }: { readonly since: number; readonly sameMs: number },
): string {
  if (Math.abs(since - at) < sameMs) return 'as it broke';
  return `${duration(Math.abs(between(at, since)))} ${at < since ? 'before' : 'after'} it broke`;
}
