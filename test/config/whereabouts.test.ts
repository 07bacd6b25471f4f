import { expect, it } from 'vitest';
import { whereaboutsIn } from '../../src/config/load.ts';

const said =
  'Set CI_TOKEN (ci_token) or SENTRY_ORG (sentry.org), PORT=8081 (the other one), not X_Y (ci_token).';

it('a sentence that names a setting by its variable, and as in the file, names it as it is said here', () => {
  expect(whereaboutsIn({}).sentence(said)).toBe(
    'Set CI_TOKEN or SENTRY_ORG, PORT=8081 (the other one), not X_Y (ci_token).',
  );
  const file = whereaboutsIn({ STORMRELAY_CONFIG: 'relay.yaml' }, () => 'ci_token: a-token-for-ci\n');
  expect(file.sentence(said)).toBe(
    'Set relay.yaml:1:11 (ci_token) or sentry.org, listen.port=8081 (the other one), not X_Y (ci_token).',
  );
  expect(file.sentence('CI_TOKEN (admin_token)')).toBe('relay.yaml:1:11 (ci_token) (admin_token)');
});
