import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { App } from '../../src/app.ts';
import { loadSettings } from '../../src/config/load.ts';
import { startWorkerThread } from '../../src/roles/worker-thread.ts';
import type { Log } from '../../src/seams/log.ts';
import { silentLog } from '../../src/seams/log.ts';
import { freshFolder } from '../store/sqlite/folder.ts';

/** A relay whose thread of brain and dispatch is another file, and what it logs as an error. */
async function appWith(worker?: string): Promise<{ app: App; errors: string[] }> {
  const folder = freshFolder();
  const { settings } = loadSettings({
    PORT: '0',
    STORE_URL: `sqlite:${join(folder, 'stormrelay.db')}`,
    SENTRY_SIGNING_SECRETS: 'a-client-secret-of-our-own-0123456789',
    SLACK_BOT_TOKEN: 'xoxb-000000000000-0000000000000-roles',
    SLACK_CHANNEL: 'C0ROLES',
    // Nobody listens there.
    SLACK_API_URL: 'http://127.0.0.1:9/',
  });
  const errors: string[] = [];
  const log: Log = { ...silentLog, error: (_fields, message) => void errors.push(message) };
  const thread = worker === undefined ? undefined : startWorkerThread(new URL(worker, import.meta.url));
  const app = await App.open(settings, log, thread);
  onTestFinished(async () => {
    await app.stop();
    rmSync(folder, { recursive: true });
  });
  return { app, errors };
}

describe('a relay', () => {
  it('opens its doors once brain and dispatch run, and ends without an error when it is stopped', async () => {
    const { app, errors } = await appWith();
    const address = await app.start();
    const answer = await fetch(`${address}/readyz`);
    expect(await answer.json()).toMatchObject({ ready: true, reasons: [] });
    await app.stop();
    expect(await app.ended).toBeNull();
    expect(errors.filter((line) => !line.startsWith('Asked'))).toEqual([]);
  });

  it('ends with a clear error when the thread of brain and dispatch dies', async () => {
    const { app, errors } = await appWith('./dying-worker.ts');
    await app.start();
    const error = await app.ended;
    expect(error?.message).toBe('The thread of brain and dispatch ended: The heap is on fire.');
    expect(errors).toEqual(['The thread of brain and dispatch ended']);
  });

  it('does not start when they cannot begin, and says why', async () => {
    const { app } = await appWith('./stuck-worker.ts');
    await expect(app.start()).rejects.toThrow('Another process holds the lease.');
  });

  it('that is stopped while it starts opens no door', async () => {
    const { app } = await appWith();
    const starting = app.start();
    await app.stop();
    expect(await starting).toBeNull();
    expect(await app.ended).toBeNull();
  });
});
