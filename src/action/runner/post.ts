import * as core from '@actions/core';
import { judgeCleanup } from '../judge/judge-calls.ts';
import { createRelayClient } from '../relay/relay-client.ts';
import { systemSurroundings } from '../relay/surroundings.ts';
import { clearingMs, clearUp } from '../run/end-drill.ts';
import { annotate, maskSecrets, tracing } from './main.ts';
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
    const { trouble } = judgeCleanup(cleanup, url);
    if (trouble === null) core.info(`Drill ${id} is ended; nothing of it is left open.`);
    else
      annotate(core.warning, { ...trouble, hops: ['cleanup'], cause: `${id}: ${trouble.cause}` }, redactor);
  });
  await Promise.all(ends);
}
