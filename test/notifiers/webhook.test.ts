import { namesForAll } from '../../src/integrations/webhook/names.ts';
import { createWebhookNotifier } from '../../src/integrations/webhook/notifier.ts';
import { hook } from './example-projections.ts';
import { rowOf, sendOf } from './example-sends.ts';
import { notifierContract } from './notifier-contract.ts';
import { json } from './scripted-server.ts';

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

notifierContract({
  name: 'The webhook',
  secret,
  create: (url, log, clock) =>
    createWebhookNotifier({
      relayUrl: null,
      config: {
        url: `${url}/hooks/token-that-nobody-sees`,
        secrets: [secret],
        allowPrivate: true,
        limits: { perMinute: 600 },
      },
      names: namesForAll,
      clock,
      log,
    }),
  send: (step) => sendOf(rowOf(hook(), 'webhook:0a1b2c3d'), step, { sendClass: 'status' }),
  success: json({ ok: true }),
  steps: ['create', 'change'],
  expected: (status) => {
    if (status >= 200 && status < 300) return null;
    if (status === 429) return 'limited';
    if ([401, 403, 404, 405, 407, 410].includes(status) || (status >= 300 && status < 400))
      return 'misconfigured';
    if ([408, 423, 425].includes(status) || status >= 500) return 'failed';
    return 'refused';
  },
});
