import { matcherText } from '../domain/routing/matcher.ts';
import { isActive, type Silence } from '../domain/routing/silence.ts';

/** A silence as it is told. */
export interface SilenceView extends Omit<Silence, 'matchers'> {
  /** As they are written. */
  readonly matchers: readonly string[];
  readonly active: boolean;
}

/** A silence at a virtual ms. */
export function silenceView(silence: Silence, now: number): SilenceView {
  return { ...silence, matchers: silence.matchers.map(matcherText), active: isActive(silence, now) };
}
