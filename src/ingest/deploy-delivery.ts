import { z } from 'zod';
import type { Deploy } from '../domain/deploy.ts';
import { unstamped, type Delivery } from '../domain/inbox/entry.ts';
import { idDigest } from './id-digest.ts';
import { ownBody, readOwnBody } from './own-body.ts';

/** A deploy as CI tells of it; the brain reads it back out of the inbox. */
export interface DeployMarker extends Omit<Deploy, 'at'> {
  readonly service: string;
  readonly environment: string;
}

const said = z.string().nullable().default(null);

const marker: z.ZodType<DeployMarker> = z.object({
  service: z.string(),
  environment: z.string(),
  version: said,
  by: said,
  what: said,
  compareUrl: said,
});

/** The inbox delivery of a deploy marker. The id keeps a second deploy of one version apart from the first. */
export function deployDelivery(told: DeployMarker, id: string): Delivery {
  const body = ownBody(told);
  const digest = idDigest(id, body);
  return { source: 'deploy', id, kind: 'deploy', body, digest, verifiedBy: 'ci', ...unstamped };
}

/** Reads a deploy marker out of an entry. @throws Error when the body is none. */
export function readDeploy(body: string): DeployMarker {
  return readOwnBody(marker, body, 'deploy marker');
}
