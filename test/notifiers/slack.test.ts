import { createSlackNotifier } from '../../src/integrations/slack/notifier.ts';
import { posted } from '../sent.ts';
import { nothingSent } from '../../src/domain/sending/sent.ts';
import { brokeAt, singleMessage } from './example-projections.ts';
import { rowOf, sendOf } from './example-sends.ts';
import { notifierContract } from './notifier-contract.ts';
import { json } from './scripted-server.ts';

const secret = 'xoxb-204060801-1357913579-QwErTyUiOpAsDfGhJkLzXcVb';
const handle = '1773496931.000100';

notifierContract({
  name: 'Slack',
  secret,
  create: (url, log, clock) =>
    createSlackNotifier({
      config: {
        token: secret,
        apiUrl: `${url}/api/`,
        limits: { postBurst: 5, postsPerMinute: 240, updatesPerMinute: 50, historyPerMinute: 50 },
      },
      clock,
      log,
    }),
  send: (step) =>
    sendOf(
      rowOf(singleMessage(), 'slack:C0123ABCD', {
        sent: step === 'create' ? nothingSent : posted({ handle }),
        attempts: step === 'lookup' ? { ambiguousAt: brokeAt } : {},
      }),
      step,
    ),
  success: json({ ok: true, ts: handle, channel: 'C0123ABCD', messages: [] }),
  steps: ['create', 'change', 'lookup'],
  expected: (status) => {
    if (status === 429) return 'limited';
    if ([401, 403, 404, 405].includes(status)) return 'misconfigured';
    if (status >= 500 || status === 200) return 'failed';
    return null;
  },
});
