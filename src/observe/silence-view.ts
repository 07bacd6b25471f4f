import { matcherText } from '../domain/routing/matcher.ts';
import { isActive, standingOf, type Silence, type SilenceStanding } from '../domain/routing/silence.ts';

/** A silence as it is told. */
export interface SilenceView extends Omit<Silence, 'matchers'> {
  /** As they are written. */
  readonly matchers: readonly string[];
  readonly active: boolean;
  readonly standing: SilenceStanding;
}

/** A silence at a virtual ms. */
export function silenceView(silence: Silence, now: number): SilenceView {
  const matchers = silence.matchers.map(matcherText);
  return { ...silence, matchers, active: isActive(silence, now), standing: standingOf(silence, now) };
}
