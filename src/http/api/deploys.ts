import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { webAddress } from '../../domain/text/web-address.ts';
import { deployDelivery } from '../../ingest/deploy-delivery.ts';
import type { HttpDeps } from '../http-deps.ts';
import { createMinuteGate } from '../access/minute-gate.ts';
import { bodyBy, neededText, nothing, saidText } from './reading.ts';
import { figure, route, type Route } from './route.ts';

const marker = bodyBy(
  z.object({
    service: neededText(100),
    environment: neededText(100),
    release: saidText(200),
    by: saidText(100),
    what: saidText(300),
    compareUrl: saidText(2_000),
  }),
  'bad-deploy',
);

/** More than any fleet deploys in a minute. */
const deploysAMinute = 60;

/** `/api/deploys`: what changed, by whom; shown with whatever breaks soon after. */
export function deployRoutes({
  settings,
  inbox,
  store,
  clock,
}: Pick<HttpDeps, 'settings' | 'inbox' | 'store' | 'clock'>): readonly Route[] {
  const gate = createMinuteGate(deploysAMinute);
  const tell = route({
    method: 'POST',
    path: '/deploys',
    may: 'ci',
    reads: marker,
    errors: { 'too-many-deploys': [429, `More than ${deploysAMinute} deploys in a minute.`] },
    answer: async ({ said: { release, compareUrl, ...told } }, fault) => {
      if (!gate.mayPass(clock.now())) throw fault('too-many-deploys');
      const link = compareUrl === null ? null : allowedLink(compareUrl, settings.deployLinkHosts);
      const delivery = deployDelivery({ ...told, version: release, compareUrl: link }, randomUUID());
      const { seq } = await inbox.accept(delivery);
      return { accepted: true, seq, notes: compareUrl === link ? [] : [linkNote] };
    },
  });
  // Operators alone read them, as all that the live page shows.
  const list = figure('/deploys', nothing, async () => {
    return { deploys: await store.deploys(clock.now() - listedMs, mostListed) };
  });
  return [list, tell];
}

/** What changed before that explains little of today. */
const listedMs = 24 * 3_600_000;
const mostListed = 50;

const linkNote =
  'The link is not shown: only https links of at most 240 characters to the hosts in DEPLOY_LINK_HOSTS (deploys.link_hosts) are.';
/** What a message carries; a longer address would hide what stands around it. */
const longestLink = 240;

/** Whoever gets hold of CI's token must not be able to put a link of their own into the team's channel. */
function allowedLink(address: string, hosts: readonly string[]): string | null {
  const url = webAddress(address, { longest: longestLink });
  return url !== null && hosts.includes(url.host) ? url.href : null;
}
