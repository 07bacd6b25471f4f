import * as core from '@actions/core';
import { isForgotten } from '../relay/call-failure.ts';
import { diagnose } from '../judge/diagnose.ts';
import { clearingMs, clearUp } from '../run/end-drill.ts';
import { maskSecrets } from './main.ts';
import type { Cleanup } from '../judge/observed.ts';
import { leftByMain } from './open-drills.ts';
import { createRelayClient } from '../relay/relay-client.ts';
import { systemSurroundings } from '../run/system-surroundings.ts';

/**
 * The post step: ends what the main step left open, because it was cancelled or killed. It never fails the job: what
 * cannot be ended expires by itself.
 */
export async function post(): Promise<void> {
  const left = leftByMain();
  if (left === null) return;
  const redactor = maskSecrets();
  const surroundings = systemSurroundings();
  const client = createRelayClient({
    url: left.relay,
    token: core.getInput('token'),
    surroundings,
    redactor,
    trace: (line) => {
      if (core.isDebug()) core.debug(redactor.text(line));
    },
  });
  const end = { result: 'cancelled', summary: 'The workflow stopped before the drill was done.' } as const;
  await Promise.all(
    left.drills.map(async (id) => {
      const cleanup = await clearUp(id, { client, surroundings, end, withinMs: clearingMs, cancel: null });
      tell(redactor.text(id), cleanup, left.relay, (text) => redactor.text(text));
    }),
  );
}

function tell(id: string, cleanup: Cleanup, relay: string, clean: (text: string) => string): void {
  if (cleanup.kind === 'clean') {
    core.info(`Drill ${id} is ended; nothing of it is left open.`);
    return;
  }
  const why =
    cleanup.kind === 'open'
      ? `it still shows as open: ${cleanup.leftOpen.join('; ')}`
      : `it could not be ended: ${diagnose(cleanup.failure, relay).cause}`;
  const end =
    cleanup.kind === 'unknown' && isForgotten(cleanup.failure)
      ? ''
      : ' It expires by itself 10 minutes after it began.';
  core.warning(clean(`Drill ${id} is left behind, ${why}${end}`), {
    title: 'stormrelay: cleared up',
  });
}
