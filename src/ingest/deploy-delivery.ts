import type { Deploy } from '../domain/deploy.ts';
import { unstamped, type Delivery } from '../domain/entry.ts';
import { idDigest } from './id-digest.ts';

/** A deploy as CI tells of it; the brain reads it back out of the inbox. */
export interface DeployMarker extends Omit<Deploy, 'at'> {
  readonly service: string;
  readonly environment: string;
}

/** The inbox delivery of a deploy marker. The id keeps a second deploy of one version apart from the first. */
export function deployDelivery(marker: DeployMarker, id: string): Delivery {
  const body = JSON.stringify(marker);
  const digest = idDigest(id, body);
  return { source: 'deploy', id, kind: 'deploy', body, digest, verifiedBy: 'ci', ...unstamped };
}
