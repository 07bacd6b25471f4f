import { askRelay } from './ask-relay.ts';
import { print } from './print.ts';

/** `stormrelay acknowledge|resolve <incident>`: as on the page, also at PagerDuty. */
export async function act(
  action: 'acknowledge' | 'resolve',
  incident: string,
  { by }: { readonly by?: string },
): Promise<void> {
  await askRelay(
    `/api/incidents/${encodeURIComponent(incident)}/${action}`,
    by === undefined ? {} : { who: by },
  );
  const done = action === 'acknowledge' ? 'acknowledged' : 'resolved';
  print(`${incident}: ${done}${by === undefined ? '' : ` by ${by}`}.`);
}
