import { randomBytes } from 'node:crypto';
import { existsSync, openSync, closeSync, fsyncSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { CannotListen, listen } from '../../http/listen.ts';
import type { Settings } from '../../config/settings.ts';
import type { Fact } from './facts.ts';

/** Beside the bodies: incidents, books, and the log of what is not carried yet. */
const besideBodies = 1.25;

/** Whether the store's folder takes writes, and has room for what may be kept. */
export function lookAtDisk({ storePath, retention }: Settings): Fact {
  const folder = resolve(dirname(storePath));
  const near = nearestFolder(folder);
  try {
    writeOnce(near);
  } catch (error) {
    const why = whyNot(error);
    return near === folder
      ? { code: 'disk-refuses', folder, why }
      : { code: 'disk-missing', folder, near, why };
  }
  const { bavail, bsize, blocks } = statfsSync(near);
  const share = blocks === 0 ? 1 : bavail / blocks;
  return judgeDisk({
    folder,
    near,
    freeBytes: bavail * bsize,
    share,
    neededBytes: retention.maxBytes * besideBodies,
  });
}

/** The relay makes folders that are missing: what counts is the one in which they are made. */
function nearestFolder(folder: string): string {
  const above = dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestFolder(above);
}

/** What the system's codes mean of a folder; its own sentence names the file that was tried. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "the relay's user may not write there",
  EPERM: "the relay's user may not write there",
  EROFS: 'it is mounted read-only',
  ENOSPC: 'no room is left there',
  EDQUOT: "the quota of the relay's user is used up",
  ENOTDIR: 'it is a file, and no folder',
  ENOENT: 'it takes no files, or is gone',
};

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const reason = code === null ? undefined : reasons[code];
  return reason === undefined ? (code ?? error.message) : `${reason} (${code ?? ''})`;
}

/** A file is made, brought to the disk, and taken away again. */
function writeOnce(folder: string): void {
  const file = join(folder, `.stormrelay-doctor-${randomBytes(6).toString('hex')}`);
  const opened = openSync(file, 'wx', 0o600);
  try {
    writeSync(opened, 'x');
    fsyncSync(opened);
  } finally {
    closeSync(opened);
    rmSync(file, { force: true });
  }
}

/** The share below which the relay takes no webhooks (src/store/sqlite/assemble.ts). */
const leastShare = 0.05;

/** What the room of a disk means. */
export function judgeDisk(disk: {
  readonly folder: string;
  readonly near: string;
  readonly freeBytes: number;
  readonly share: number;
  readonly neededBytes: number;
}): Fact {
  const { share, ...told } = disk;
  if (share < leastShare) return { code: 'disk-full', ...told };
  return { code: told.freeBytes < told.neededBytes ? 'disk-small' : 'disk-takes', ...told };
}

/** Whether the relay could listen where it is told to; a relay that does already is no trouble. */
export async function lookAtPort({ listen: at }: Settings): Promise<Fact> {
  const where = `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${at.port}`;
  const server = createServer();
  try {
    await listen(server, at);
    await new Promise((done) => server.close(done));
    return { code: 'port-free', where };
  } catch (error) {
    if (!(error instanceof CannotListen)) throw error;
    return (await isRelay(where))
      ? { code: 'port-relay', where }
      : { code: 'port-taken', why: error.what, advice: error.advice };
  }
}

const healthMs = 3_000;

/** `/healthz` of a relay says that it is one. */
async function isRelay(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, {
      signal: AbortSignal.timeout(healthMs),
      redirect: 'error',
    });
    return response.ok;
  } catch {
    return false;
  }
}
