import type { Decision } from '../../../domain/decision.ts';
import type { HookCode } from '../../../domain/decision/entries.ts';
import { setAside, type SetAside } from '../../../domain/inbox/disposition.ts';
import type { Hook } from './hook.ts';

/** A reading without an alert. */
export function hookAside({ name }: Pick<Hook, 'name'>, code: HookCode): SetAside {
  const decision: Decision = { code, hook: name };
  return setAside(decision);
}
