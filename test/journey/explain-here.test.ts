import { expect, it } from 'vitest';
import { stormrelay } from './scene/command.ts';
import { pagedStorm } from './scene/paged-storm.ts';
import { cacheIsGone } from './scene/trouble.ts';

const seed = 921;

it("explain --here says which of the relay's own storms a payload would meet, and changes nothing", async () => {
  const { of, make, root } = await pagedStorm(seed);
  await of.rest();
  const error = make('mail', cacheIsGone('mail')).event();
  const payload = of.fakes.sentry.webhooksFor(error).at(-1)?.body ?? '';
  const said = await stormrelay(of, ['explain', '-', '--here'], payload);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toMatch(new RegExp(`Storms\\n  ${root.id} +.*: joins it: .*mail says ".*In common: `));
  expect(said.stdout).toMatch(/Votes\n {2}dependency +.* issues? of \d services?/);
  expect(said.stdout).toMatch(/\n {2}one after the other +.*: named by 1 of 3 services within 10 min/);
  expect(said.stdout).toMatch(new RegExp(`joined +Part of ${root.id}: `));
  expect(said.stdout).not.toContain('knows nothing yet');
  // Nothing of it was written: the relay has never heard of it.
  expect((await of.api.incident(root.id)).view.children).toBe(3);
  const alone = await stormrelay(of, ['explain', '-'], payload);
  expect(alone.stdout).toMatch(/none is open in production\n.*--here asks this one/);
});
