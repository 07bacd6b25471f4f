import { askRelay } from './ask-relay.ts';
import { print } from '../print.ts';

/** `stormrelay lanes reset <lane>`: it works again, so nobody waits any longer. */
export async function reset(lane: string, { by }: { readonly by?: string }): Promise<void> {
  await askRelay(`/api/lanes/${encodeURIComponent(lane)}/reset`, { who: by });
  print(`${lane}: it is tried at once.`);
}
