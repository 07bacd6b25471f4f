import { expect, it, onTestFinished } from 'vitest';
import { startFakes } from '../../../simulator/fakes/start.ts';
import { createSentrySetup } from '../../../src/integrations/sentry/web-api/fired-alerts.ts';
import { anError } from '../../simulator/fakes/sentry/an-error.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

it('reads which rules tell the integration, how often each fires, and what it is told without one', async () => {
  const clock = manualClock();
  const fakes = await startFakes({ seed: 5, https: false, clock });
  onTestFinished(() => fakes.close());
  fakes.sentry.setTarget('http://127.0.0.1:9/webhooks/sentry');
  fakes.sentry.webhooksFor(anError({ rules: ['Errors'] }));
  const { url, apiToken: token } = fakes.connection.sentry;
  const access = { apiUrl: url, org: 'acme', token };
  const setup = createSentrySetup({ access, clock, signal: new AbortController().signal });
  const integration = await setup.integration();
  expect(integration).toMatchObject({ resources: ['issue'], disabled: false });
  const rules = await setup.rules();
  const [rule] = rules.kind === 'told' ? rules.value : [];
  expect(rule).toMatchObject({ name: 'Errors', everyEvent: true, pauseMs: 300_000 });
  expect(integration?.ids).toEqual(expect.arrayContaining([...(rule?.tells ?? ['none'])]));
});
