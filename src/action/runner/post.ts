import * as core from '@actions/core';
import { diagnose } from '../judge/diagnose.ts';
import { willExpire, type Cleanup } from '../judge/observed.ts';
import { createRelayClient } from '../relay/relay-client.ts';
import { systemSurroundings } from '../relay/surroundings.ts';
import { clearingMs, clearUp } from '../run/end-drill.ts';
import { maskSecrets, tracing } from './main.ts';
import { leftByMain } from './runner-files.ts';

/**
 * The post step: ends what the main step left open, because it was cancelled or killed. It never fails the job: what
 * cannot be ended expires by itself.
 */
export async function post(): Promise<void> {
  const left = leftByMain();
  if (left === null) return;
  const { relay: url, drills } = left;
  const redactor = maskSecrets();
  const surroundings = systemSurroundings();
  const trace = tracing(redactor);
  const client = createRelayClient({ url, token: core.getInput('token'), surroundings, redactor, trace });
  const end = { result: 'cancelled', summary: 'The workflow stopped before the drill was done.' } as const;
  const ends = drills.map(async (id) => {
    const cleanup = await clearUp(id, end, { client, surroundings, withinMs: clearingMs, cancel: null });
    const text = redactor.text(endOf(id, cleanup, url));
    if (cleanup.kind === 'clean') core.info(text);
    else core.warning(text, { title: 'stormrelay: cleared up' });
  });
  await Promise.all(ends);
}

function endOf(id: string, cleanup: Cleanup, relay: string): string {
  if (cleanup.kind === 'clean') return `Drill ${id} is ended; nothing of it is left open.`;
  const why =
    cleanup.kind === 'open'
      ? `it still shows as open: ${cleanup.leftOpen.join('; ')}`
      : `it could not be ended: ${diagnose(cleanup.failure, relay).cause}`;
  const end = willExpire(cleanup) ? ' It expires by itself 10 minutes after it began.' : '';
  return `Drill ${id} is left behind, ${why}${end}`;
}
