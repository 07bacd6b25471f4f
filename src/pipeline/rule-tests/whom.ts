import type { Policy } from '../../domain/policy.ts';
import { nearWord } from '../../domain/text/near-word.ts';
import type { Step } from './step.ts';

/**
 * Why nothing can be expected of the receiver that a step names; null where it can. An expectation of somebody who is not
 * there, or is sent nothing, holds by itself: "no page" would prove nothing.
 */
export function whyNoneOf({ receivers, routing }: Policy, step: Step): string | null {
  if (step.kind !== 'expect' || step.receiver === null || step.receiver === 'everyone') return null;
  const { receiver: name } = step;
  const named = routing?.receivers.find((one) => one.name === name);
  if (named?.shadow === true)
    return `"${name}" is in the shadow: it is sent nothing, and nothing can be expected of it. Test it without shadow.`;
  if (named !== undefined || receivers.some(({ id }) => id === name)) return null;
  const known = routing?.receivers.map((one) => one.name) ?? receivers.map(({ id }) => id);
  const meant = nearWord(name, known);
  const advice = meant === null ? `Receivers are: ${known.join(', ')}.` : `Did you mean ${meant}?`;
  return `There is no receiver "${name}". ${advice}`;
}

/** Whom a channel, key or program belongs to, by their names in the configuration; by its own id where there are none. */
export function whoHas(surface: string, { routing }: Pick<Policy, 'routing'>): string {
  const names = (routing?.receivers ?? [])
    .filter(({ surfaces, shadow }) => !shadow && surfaces.includes(surface))
    .map(({ name }) => name);
  return names.length === 0 ? surface : names.join(' and ');
}
