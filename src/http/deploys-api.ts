import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { webAddress } from '../domain/web-address.ts';
import { deployDelivery } from '../ingest/deploy-delivery.ts';
import { guardWrite } from './admin-auth.ts';
import { bodyBy, neededText, saidText } from './ci-body.ts';
import { HttpError, onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';
import { createMinuteGate } from './minute-gate.ts';

const marker = z.object({
  service: neededText(100),
  environment: neededText(100),
  release: saidText(200),
  by: saidText(100),
  what: saidText(300),
  compareUrl: saidText(2_000),
});

/** More than any fleet deploys in a minute. */
const deploysAMinute = 60;

/** `POST /api/deploys`: what changed, by whom; shown with whatever breaks soon after. */
export function deploysApi({
  settings,
  inbox,
  clock,
}: Pick<HttpDeps, 'settings' | 'inbox' | 'clock'>): Router {
  const router = Router();
  const gate = createMinuteGate(deploysAMinute);
  router
    .route('/')
    .post(guardWrite, async (request, response) => {
      const { release, compareUrl, ...told } = bodyBy(marker, request, 'bad-deploy');
      if (!gate.mayPass(clock.now()))
        throw new HttpError(429, 'too-many-deploys', `More than ${deploysAMinute} deploys in a minute.`);
      const link = compareUrl === null ? null : allowedLink(compareUrl, settings.deployLinkHosts);
      const delivery = deployDelivery({ ...told, version: release, compareUrl: link }, randomUUID());
      const { seq } = await inbox.accept(delivery);
      const notes = compareUrl === link ? [] : [linkNote];
      response.status(202).json({ accepted: true, seq, notes });
    })
    .all(onlyMethods('POST'));
  return router;
}

const linkNote =
  'The link is not shown: only https links of at most 240 characters to the hosts in DEPLOY_LINK_HOSTS are.';
/** What a message carries; a longer address would hide what stands around it. */
const longestLink = 240;

/** Whoever gets hold of CI's token must not be able to put a link of their own into the team's channel. */
function allowedLink(address: string, hosts: readonly string[]): string | null {
  const url = webAddress(address, { longest: longestLink });
  return url !== null && hosts.includes(url.host) ? url.href : null;
}
