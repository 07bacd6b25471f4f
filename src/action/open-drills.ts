import { getState, saveState } from '@actions/core';
import { relayOfState, drillsOfState } from './state.ts';

const relayKey = 'relay';
const drillsKey = 'openDrills';

/** The drills that may still show as open, kept where the `post` step finds them whatever becomes of this one. */
export class OpenDrills {
  readonly #ids = new Set<string>();

  constructor(relay: string) {
    saveState(relayKey, relay);
  }

  opened(id: string): void {
    this.#ids.add(id);
    this.#save();
  }

  closed(id: string): void {
    this.#ids.delete(id);
    this.#save();
  }

  #save(): void {
    saveState(drillsKey, [...this.#ids]);
  }
}

/** What the main step left behind; null when there is nothing to do. */
export function leftByMain(): { readonly relay: string; readonly drills: readonly string[] } | null {
  const relay = relayOfState(getState(relayKey));
  const drills = drillsOfState(getState(drillsKey));
  return relay === null || drills.length === 0 ? null : { relay, drills };
}
