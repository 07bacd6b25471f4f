import { expect } from 'vitest';
import type { NewBlock } from '../../../simulator/fakes/slack/new-blocks.ts';
import { journey, until, type Journey } from './journey.ts';
import type { IncidentRow } from './relay-api.ts';
import { pages, rootsOf, shown } from './seen.ts';
import { cacheIsGone, throwIt, troubles, type Trouble } from './trouble.ts';

/** A storm that is paged and shown. */
interface Storm {
  readonly of: Journey;
  readonly make: ReturnType<typeof troubles>;
  readonly issues: readonly Trouble[];
  readonly root: IncidentRow;
}

/** How it is set up. */
interface StormOptions {
  readonly speed?: number;
  readonly buttons?: boolean;
  /** What Slack has brought to the workspace when the relay asks. */
  readonly newBlocks?: readonly NewBlock[];
  /** What happens before the outage. */
  readonly before?: (of: Journey) => Promise<void>;
}

/** Four services lose their cache: a storm that is paged and shown, with buttons where people are to press. */
export async function pagedStorm(
  seed: number,
  { speed = 20, buttons = false, newBlocks = [], before }: StormOptions = {},
): Promise<Storm> {
  const of = await journey({ seed, speed, newBlocks });
  await of.start(buttons ? { SLACK_SIGNING_SECRET: of.fakes.connection.slack.signingSecret } : {});
  await before?.(of);
  const make = troubles(of, seed);
  const issues = ['basket', 'checkout', 'search', 'stock'].map((service) =>
    make(service, cacheIsGone(service)),
  );
  for (const issue of issues) await throwIt(of.fakes, issue.event());
  await until('the page', () => pages(of).length === 1);
  const root = await until('the storm', async () =>
    (await of.api.incidents()).find((one) => one.storm !== null),
  );
  await until('the message names all', () =>
    issues.every((one) => shown(rootsOf(of, root.id)[0]).includes(one.service)),
  );
  return { of, make, issues, root };
}

/** What the storm's message reads now. */
export const message = ({ of, root }: Storm): string => shown(rootsOf(of, root.id)[0]);

/** Acknowledges it as an operator does. */
export async function acknowledge({ of, root }: Storm): Promise<void> {
  const answer = await of.api.post(`incidents/${root.id}/acknowledge`, { who: 'Robin' });
  expect(answer.status).toBe(202);
}

/** Resolves it as an operator does. */
export async function resolve({ of, root }: Storm): Promise<void> {
  const answer = await of.api.post(`incidents/${root.id}/resolve`, { who: 'Robin' });
  expect(answer.status).toBe(202);
}

/** The oldest part of a storm; null while it has none. */
export async function firstChild({ url }: { readonly url: string }, root: string): Promise<string | null> {
  const response = await fetch(`${url}/api/incidents?parent=${root}`);
  const { incidents } = (await response.json()) as { incidents: readonly { id: string }[] };
  return incidents[0]?.id ?? null;
}
