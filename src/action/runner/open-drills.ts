import { getState } from '@actions/core';
import * as z from 'zod/mini';
import { isAddress } from './input-parsers.ts';
import { saveForPost } from './runner-files.ts';

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

/** What the main step left behind; null when there is nothing to do, or it saved nothing that can be read. */
export function leftByMain(): { readonly relay: string; readonly drills: readonly string[] } | null {
  const relay = getState(relayKey);
  const drills = idsIn(getState(drillsKey));
  return isAddress(relay) && drills.length > 0 ? { relay, drills } : null;
}

function idsIn(text: string): readonly string[] {
  try {
    return z.array(z.string()).safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}
