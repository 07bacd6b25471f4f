import { orgOf, type Alert } from '../domain/alert.ts';
import { environmentClass } from '../domain/environment/environment.ts';
import type { OwnTrouble } from '../domain/inbox/own-trouble.ts';
import {
  hasFallenSilent,
  isKnownToSpeak,
  projectKey,
  slugOf,
  spoke,
  usualGap,
  type ProjectRhythm,
} from '../domain/inbox/project-rhythm.ts';
import { releasesKey, youngRelease } from '../domain/release.ts';
import type { BrainState } from './state/brain-state.ts';
import type { Draft } from './state/draft.ts';

/** More projects are not watched; one that was silent for longest leaves for a new one. */
const mostProjects = 200;
/** More of them in one list are read by nobody. */
const mostTold = 20;
/** A change that came so long before the last error may have been the cause, ms; what follows rolls out for a while. */
const beforeMs = 60 * 60_000;
const sdkBeforeMs = 24 * 60 * 60_000;

type Told = Extract<OwnTrouble, { readonly code: 'projects-silent' }>;
type SilentProject = Told['projects'][number];

/**
 * Notes that a project tells of an error in production. Occurrences are Sentry's own: they come whatever has become of the
 * project's SDK.
 */
export function noteProject(draft: Draft, alert: Alert): void {
  const { project: slug, service, sdk = null, kind, status } = alert;
  if (slug === null || kind !== 'error' || status !== 'firing') return;
  const key = projectKey(orgOf(alert), slug);
  const own = draft.project(key);
  // The row of an older relay, which knew no organizations, is that of whoever speaks first.
  const older = own === null && key !== slug ? draft.project(slug) : null;
  const row = own ?? older;
  const at = draft.now;
  if (row !== null && isKnownToSpeak(row, { at, sdk })) return;
  if (environmentClass(alert.environment, draft.policy.environments) !== 'production') return;
  if (row === null) makeRoom(draft);
  if (older !== null) draft.dropProject(slug);
  const heardMs = draft.meta().heard?.forMs ?? 0;
  draft.putProject(spoke(row, { key, service, sdk, at, heardMs }));
}

function makeRoom(draft: Draft): void {
  const rows = draft.projects();
  if (rows.length < mostProjects) return;
  draft.dropProject(rows.reduce((oldest, row) => (row.lastAt < oldest.lastAt ? row : oldest)).key);
}

/** Notes of which projects it is told that they fell silent: of each once, until it has spoken. */
export function noteTold(draft: Draft, { projects }: Told): void {
  for (const { project, deploy, release, sdk } of projects) {
    const row = rowCalled(draft, project);
    if (row?.told !== undefined || row === null) continue;
    const isExplained = deploy !== null || release !== null || sdk !== null;
    draft.putProject({ ...row, told: isExplained ? 'explained' : 'unexplained' });
  }
}

/** By its key; by its slug, as it is told of where no other has that, and was by older relays. */
function rowCalled(draft: Draft, name: string): ProjectRhythm | null {
  const called = draft.projects().filter((row) => slugOf(row) === name);
  return draft.project(name) ?? called.sort((a, b) => (a.key < b.key ? -1 : 1))[0] ?? null;
}

/**
 * Projects that always spoke and have fallen silent, with what changed just before; null: there is none.
 * @param isTold Whether it is told of some: then all are named, and else those alone that were not told of before.
 */
export function silentProjects(
  { projects, releases, meta }: Pick<BrainState, 'projects' | 'releases' | 'meta'>,
  { now, isTold }: { readonly now: number; readonly isTold: boolean },
): Told | null {
  const heardMs = meta.heard?.forMs ?? 0;
  const silent: SilentProject[] = [];
  for (const row of projects.values()) {
    const usualMs = usualGap(row);
    if (usualMs === null || (!isTold && row.told !== undefined)) continue;
    const { deploy, release, sdk } = changesOf(row, usualMs, releases);
    const why = deploy === null && release === null && sdk === null ? 'unexplained' : 'explained';
    if (!hasFallenSilent(row, { now, heardMs, why })) continue;
    silent.push({ project: nameOf(row, projects), lastAt: row.lastAt, usualMs, deploy, release, sdk });
  }
  if (silent.length === 0) return null;
  return { code: 'projects-silent', count: silent.length, projects: silent.slice(0, mostTold) };
}

/** The slug says which, unless another organization has it too. */
function nameOf(row: ProjectRhythm, all: BrainState['projects']): string {
  const slug = slugOf(row);
  return [...all.values()].some((other) => other !== row && slugOf(other) === slug) ? row.key : slug;
}

/** What changed about when a project was heard last. */
function changesOf(
  row: ProjectRhythm,
  usualMs: number,
  releases: BrainState['releases'],
): Pick<SilentProject, 'deploy' | 'release' | 'sdk'> {
  const { service, lastAt, sdks } = row;
  const known = [...new Set([slugOf(row), service])].flatMap(
    (name) => releases.get(releasesKey('production', name)) ?? [],
  );
  const deploy = known
    .flatMap(({ deploys }) => deploys)
    .find(({ at }) => at >= lastAt - beforeMs && at <= lastAt + Math.max(usualMs, beforeMs));
  const young = known
    .flatMap((one) => one.versions.map(({ version }) => youngRelease(one, version, lastAt, beforeMs)))
    .find((seen) => seen !== null);
  const sdk = sdks.find(({ changed }) => changed !== undefined && changed.at >= lastAt - sdkBeforeMs);
  return {
    deploy: deploy === undefined ? null : { version: deploy.version, at: deploy.at, by: deploy.by },
    release: young == null ? null : { version: young.version, at: young.firstAt },
    sdk:
      sdk?.changed === undefined
        ? null
        : { name: sdk.name, major: sdk.major, before: sdk.changed.before, at: sdk.changed.at },
  };
}
