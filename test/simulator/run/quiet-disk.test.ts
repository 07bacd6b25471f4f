import { writeFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { quietDisk } from '../../../simulator/run/quiet-disk.ts';
import { temporaryFolder } from '../../../simulator/run/temporary-folder.ts';

it('waits for the command that empties the caches of the disk, and for none where there is none', async () => {
  const folder = await temporaryFolder();
  const told = path.join(folder.path, 'told');
  const script = path.join(folder.path, 'flush.sh');
  await writeFile(script, `#!/bin/sh\nsleep 0.05\necho done > '${told}'\n`, { mode: 0o700 });
  await quietDisk(script);
  expect(await readFile(told, 'utf8')).toBe('done\n');
  await expect(quietDisk(path.join(folder.path, 'missing'))).resolves.toBeUndefined();
  await folder.remove();
});
