import type { Deploy } from '../../domain/deploy.ts';
import { setAside, type Disposition } from '../../domain/inbox/disposition.ts';
import type { Entry } from '../../domain/inbox/entry.ts';
import { environmentClass } from '../../domain/environment/environment.ts';
import { releasesKey } from '../../domain/release.ts';
import { readDeploy } from '../../ingest/deploy-delivery.ts';
import type { Draft } from '../state/draft.ts';

const deploysKept = 5;
/** Services that were deployed and have never failed: preview environments make new ones all the time. */
const unheardKept = 1_000;

/**
 * Remembers a deploy of a service. It blames nothing by itself: releases are still compared by what alerts name.
 * But a message says what was deployed shortly before, and a release is as old as its deploy.
 */
export function applyDeploy(draft: Draft, entry: Entry): Disposition {
  const { service, environment, ...told } = readDeploy(entry.body);
  const key = releasesKey(environmentClass(environment, draft.policy.environments), service);
  const known = draft.releasesOf(key);
  if (known === null) dropOldest(draft);
  const { versions, deploys } = known ?? { versions: [], deploys: [] };
  const deploy: Deploy = { ...told, at: entry.receivedAt };
  draft.putReleases({ key, service, versions, deploys: [deploy, ...deploys].slice(0, deploysKept) });
  return setAside({ code: 'deploy-noted', service });
}

/** Within bounds: whoever holds CI's token cannot fill the memory. */
function dropOldest(draft: Draft): void {
  const unheard = [...draft.releases()].filter(({ versions }) => versions.length === 0);
  for (const { key } of unheard.slice(0, Math.max(0, unheard.length + 1 - unheardKept)))
    draft.dropReleases(key);
}
