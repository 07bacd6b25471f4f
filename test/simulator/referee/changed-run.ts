import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { goodRun, judged } from './evidence-sample.ts';

/** What scenarios usually ask of the checks that take parameters. */
export const PARAMETERS: Record<string, Record<string, unknown>> = {
  'pages-current': { least: 1 },
  'escalated-once': { withinMs: 15_000 },
  'acts-shown': { withinMs: 15_000 },
  'ended-once': { withinMs: 10_000 },
  'first-page': { withinMs: 3000 },
  'first-message': { withinMs: 2000 },
  'services-named': { withinMs: 12_000 },
  'first-showings': { p99Ms: 5000 },
  'status-lag': { p99Ms: 5000 },
  'press-lag': { p99Ms: 1000 },
  'own-channel': { people: 2 },
  'counters-lag': { p99Ms: 12_000 },
  'one-root-message': { beforeRecognition: 5 },
  'storm-traffic': { max: 40 },
  'post-rate': { perSecond: 5 },
  'no-repeated-trigger': { apartMs: 60_000 },
};

/** Judges the good run with something changed. */
export function judgedWith(
  name: string,
  change: (good: Evidence) => Partial<Evidence>,
  parameters: Record<string, unknown> = PARAMETERS[name] ?? {},
): boolean | null {
  const good = goodRun();
  return judged(name, { ...good, ...change(good) }, parameters).ok;
}

/** What Slack saw of a good run. */
export const slackOf = (good: Evidence): NonNullable<Evidence['slack']> => good.slack!;
/** What PagerDuty saw of a good run. */
export const pagerOf = (good: Evidence): NonNullable<Evidence['pagerduty']> => good.pagerduty!;

/** What was wrong, the check that has to see it, and how the good run is changed. */
export type Change = [string, string, (good: Evidence) => Partial<Evidence>];
