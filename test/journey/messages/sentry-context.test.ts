import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import { expectBalance, roots, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 97;
const day = 86_400_000;

const access = ({ fakes }: Journey): Record<string, string> => {
  const { url, apiToken } = fakes.connection.sentry;
  return { SENTRY_API_URL: url, SENTRY_ORG: 'brindle', SENTRY_AUTH_TOKEN: apiToken };
};

it('resolves in Sentry what is resolved here, over a restart, and its echo ends nothing twice', async () => {
  const of = await journey({ seed, speed: 20 });
  const trouble = troubles(of, seed)('checkout', unrelated[0]!);
  const env = { ...access(of), SENTRY_RESOLVE: 'true' };
  // Sentry is away when it is resolved here.
  await of.start({ ...env, SENTRY_API_URL: 'http://127.0.0.1:9' });
  await throwIt(of.fakes, trouble.event());
  const incident = await until('an incident', async () => (await of.api.incidents())[0]?.id);
  await of.api.post(`incidents/${incident}/resolve`, { who: 'Ada' });
  await until('the end', async () => (await of.api.incident(incident)).view.status === 'resolved');
  await of.kill();
  await of.start(env);
  const puts = () => (of.fakes.observed().sentry.calls ?? []).filter(({ method }) => method === 'PUT');
  await until('the issue resolved in Sentry', () => puts().length === 1);
  await until('its echo', () =>
    of.fakes
      .observed()
      .sentry.deliveries.some(({ action, outcome }) => action === 'resolved' && outcome === 'accepted'),
  );
  await of.rest();
  expect(puts()).toMatchObject([{ status: 200, path: `/organizations/brindle/issues/${trouble.issueId}/` }]);
  expect(shown(roots(of)[0])).toMatch(/closed by Ada/i);
  await expectBalance(of);
});

it('shows what Sentry knows beside what it told, keeps it over a restart, and pages no later for it', async () => {
  const of = await journey({ seed, speed: 20 });
  const { knows } = of.fakes.sentry;
  const trouble = troubles(of, seed)('checkout', unrelated[0]!);
  knows.tellPast(trouble.issueId, {
    firstSeen: of.clock.now() - 12 * day - day / 2,
    firstRelease: 'checkout@2.3.0',
    userCount: 80_000,
  });
  knows.tellNotes('workflow', 'High error rate', 'Runbook: https://wiki.example.com/checkout');
  await of.start(access(of));
  await throwIt(of.fakes, trouble.event({ user: { id: 'u1', email: '' } }));
  // Sentry counts what the relay never hears of.
  for (let n = 2; n < 41; n += 1)
    of.fakes.sentry.webhooksFor(trouble.event({ user: { id: `u${n}`, email: '' } }));
  const text = await until('the message with its context', () => {
    const [message] = roots(of);
    return shown(message).includes('🔎') && shown(message);
  });
  expect(text).toContain('40 events');
  expect(text).toContain('at least 40 users');
  expect(text).toContain('first seen 12 days ago in `checkout@2.3.0`');
  expect(text).toMatch(/Sentry suspects `[0-9a-f]{8}` by \w+ \w+: Retry the connection only twice/);
  expect(text).toContain('owned by checkout-team');
  expect(text).toContain('<https://wiki.example.com/checkout|📖 Runbook>');
  expect(text).not.toContain('80,0');
  await of.kill();
  await of.start({ ...access(of), SENTRY_API_URL: 'http://127.0.0.1:9' });
  await throwIt(of.fakes, trouble.event({ level: 'fatal' }));
  await until('a page while Sentry is away', () => of.fakes.observed().pagerduty.incidents.length === 1);
  await of.rest();
  expect(shown(roots(of)[0])).toContain('🔎');
  expect(roots(of)).toHaveLength(1);
  await expectBalance(of);
});
