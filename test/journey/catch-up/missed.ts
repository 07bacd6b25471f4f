import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bodyMaker } from '../../../simulator/run/planned-bodies.ts';
import { parseScenario } from '../../../simulator/storm/scenario-file.ts';
import { planTimeline } from '../../../simulator/storm/timeline.ts';
import type { Journey } from '../scene/journey.ts';

const minute = 60_000;

/** Where the relay asks Sentry. */
export function access({ fakes }: Pick<Journey, 'fakes'>, org: string): Record<string, string> {
  const { url, apiToken } = fakes.connection.sentry;
  return { SENTRY_API_URL: url, SENTRY_ORG: org, SENTRY_AUTH_TOKEN: apiToken };
}

/** The clock of a relay that lived so long ago: what it leaves behind is as old. */
export function ago({ clock }: Pick<Journey, 'clock'>, ms: number): Record<string, string> {
  const epoch = clock.epoch + ms / (clock.speed - 1);
  return { STORMRELAY_CLOCK: `scaled:${clock.speed}@${Math.round(epoch)}` };
}

/** What goes on in a scenario until now, of which no webhook is sent: nobody was there to take it. Answers with what fails. */
export function missedOutage(
  of: Journey,
  seed: number,
  forMs: number,
): { readonly org: string; readonly issues: ReadonlySet<string> } {
  const file = path.join(import.meta.dirname, '../../../fixtures/storms/redis-outage.yaml');
  // It goes on until long after the relay is back.
  const text = readFileSync(file, 'utf8')
    .replace('lasts: 3m', `lasts: ${forMs / minute + 5}m`)
    .replace('length: 4m', `length: ${forMs / minute + 6}m`);
  const now = of.clock.now();
  const timeline = planTimeline(parseScenario('redis-outage', text), seed, now - forMs);
  const make = bodyMaker(of.fakes.sentry);
  const issues = new Set<string>();
  let org = '';
  for (const planned of timeline.webhooks) {
    if (planned.at > now) break;
    const webhook = make(planned, planned.at);
    if (webhook?.truth.counts === true && webhook.truth.issueId !== null) issues.add(webhook.truth.issueId);
    if (planned.source.kind === 'error') org = planned.source.error.org;
  }
  return { org, issues };
}
