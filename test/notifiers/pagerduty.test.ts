import { createPagerDutyNotifier } from '../../src/integrations/pagerduty/notifier.ts';
import { dedupKey } from '../../src/integrations/pagerduty/dedup-key.ts';
import { page } from './example-projections.ts';
import { rowOf, sendOf } from './example-sends.ts';
import { notifierContract } from './notifier-contract.ts';
import { json } from './scripted-server.ts';

const secret = 'Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe';

notifierContract({
  name: 'PagerDuty',
  secret,
  create: (url, log, clock) =>
    createPagerDutyNotifier({
      relayUrl: null,
      config: { routingKey: secret, eventsUrl: url, limits: { events: 110 } },
      clock,
      log,
    }),
  send: (step) => sendOf(rowOf(page(), 'pagerduty:0a1b2c3d'), step, { sendClass: 'page' }),
  success: json({ status: 'success', message: 'Event processed', dedup_key: dedupKey(page()) }, 202),
  steps: ['create', 'change', 'close'],
  expected: (status) => {
    if (status === 429 || status === 403) return 'limited';
    if (status === 400) return 'refused';
    if ([401, 404, 405].includes(status)) return 'misconfigured';
    // Nothing but PagerDuty's own text says that it took the event.
    if (status >= 500 || status === 200 || status === 202) return 'failed';
    return null;
  },
});
