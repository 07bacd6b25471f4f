import { getState } from '@actions/core';
import { saveForPost } from './runner-files.ts';
import { relayOfState, drillsOfState } from './state.ts';

const relayKey = 'relay';
const drillsKey = 'openDrills';

/** The drills that may still show as open, kept where the `post` step finds them whatever becomes of this one. */
export class OpenDrills {
  readonly #ids = new Set<string>();

  constructor(relay: string) {
    saveForPost(relayKey, relay);
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
    saveForPost(drillsKey, [...this.#ids]);
  }
}

/** What the main step left behind; null when there is nothing to do. */
export function leftByMain(): { readonly relay: string; readonly drills: readonly string[] } | null {
  const relay = relayOfState(getState(relayKey));
  const drills = drillsOfState(getState(drillsKey));
  return relay === null || drills.length === 0 ? null : { relay, drills };
}
