import { z } from 'zod';
import { print } from '../print.ts';
import { spanOf } from '../replay/span.ts';
import { askRelay } from './ask-relay.ts';

const became = z.object({ looked: z.number(), told: z.number(), why: z.string().nullable() });

/** `stormrelay catch-up [--since 2h]`: what was lost on its way is shown, and pages where it still has to. */
export async function catchUp(since: string): Promise<void> {
  const sinceMs = spanOf('--since', since);
  const { looked, told, why } = became.parse(await askRelay('/api/catch-up', { sinceMs }));
  const found = told === 0 ? 'nothing that was not known' : `${told} that nothing had told of`;
  print(`${looked} ${looked === 1 ? 'issue' : 'issues'} looked at in Sentry: ${found}.`);
  if (why !== null) throw new Error(`Not all could be read. ${why}`);
}
