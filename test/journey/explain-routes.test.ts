import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { stormrelay } from './scene/command.ts';
import { repository } from './scene/relay-life.ts';

const config = path.join(repository, 'fixtures/config/valid/three-teams.yaml');
const payload = path.join(repository, 'fixtures/payloads/sentry/event_alert.triggered.json');
const nothing = { env: {} };

it('explain says which routes a payload takes, why not the others, and whom it would wake by which rule', async () => {
  const said = await stormrelay(nothing, ['--config', config, 'explain', payload]);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toContain(
    `Routes
  root route         taken: everyone
  route 0            not taken: it asks for service=~"pay.*", and service is cart
`,
  );
  expect(said.stdout).toContain(
    'route 4            not taken: it asks for tags.team="search", and there is no',
  );
  expect(said.stdout).toContain(
    `Receivers
  everyone           told, and has no pager
  payments           not told: none of its routes was taken
`,
  );
  const fatal = readFileSync(payload, 'utf8')
    .replaceAll('"cart"', '"pay-api"')
    .replaceAll('"level": "error"', '"level": "fatal"')
    .replaceAll('["level", "error"]', '["level", "fatal"]')
    .replace(/"received": [\d.]+/, `"received": ${Date.now() / 1000}`);
  const paid = await stormrelay(nothing, ['--config', config, 'explain', '-'], fatal);
  expect(paid.stdout).toContain('route 0            taken: payments, and goes on');
  expect(paid.stdout).toMatch(
    /payments {11}told, and woken: Its level is fatal\.; after 10 min without an acknowledgement managers is woken too/,
  );
});

it('check shows the tree of routes, by the numbers that the timeline calls them by', async () => {
  const said = await stormrelay(nothing, ['--config', config, 'check']);
  expect(said.stdout).toContain(
    'route 0                 service=~"pay.*", environment="production": payments; after 10 min without an acknowledgement managers; goes on\n',
  );
  expect(said.stdout).toContain('everything else         everyone\n');
  expect(said.stdout).not.toContain('is sound');
});
