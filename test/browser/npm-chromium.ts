import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

/** A Chromium that can be started, and what it wants in its environment besides. */
interface UnpackedChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const repository = path.join(import.meta.dirname, '..', '..');
const packed = path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
/** The browser, the libraries that a bare system lacks (NSS, NSPR, expat), and a font for where there is none. */
const archives = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'];

/** Whether the browser inside the npm package runs here: it was built for Linux on x86-64 alone. */
export const npmChromiumRuns = process.platform === 'linux' && process.arch === 'x64';

/** Unpacks the Chromium that npm installed, once for each of its versions; about 2 s and 210 MB. */
export async function npmChromium(): Promise<UnpackedChromium> {
  const { version } = JSON.parse(await readFile(path.join(packed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = path.join(repository, 'node_modules', '.cache', 'stormrelay', `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  };
}

/** Unpacks beside the folder and then renames, so that it is whole or not there, however many unpack at a time. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const mine = await mkdtemp(`${folder}.unpacking-`);
  try {
    await inflateInto(mine);
    await writeFile(path.join(mine, 'fonts.conf'), fontsConf);
    await rename(mine, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(mine, { recursive: true, force: true });
  }
}

const inflateAll = `
  import { inflate } from '@sparticuz/chromium';
  await Promise.all(process.argv.slice(1).map((archive) => inflate(archive)));
`;

/** In a process of its own, because the package unpacks into nothing but the folder for temporary files. */
async function inflateInto(folder: string): Promise<void> {
  const files = archives.map((name) => path.join(packed, 'bin', name));
  const args = ['--input-type=module', '--eval', inflateAll, ...files];
  await promisify(execFile)(process.execPath, args, { cwd: repository, env: { TMPDIR: folder } });
}

/** The system's own fonts where it has some, and the package's besides. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts/fonts</dir>
</fontconfig>
`;
