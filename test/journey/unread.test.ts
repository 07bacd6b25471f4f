import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { relayCommand, repository } from './scene/relay-life.ts';

it('a command whose lines nobody reads any more (`… | head -1`) ends well, and says nothing of it', async () => {
  const payload = 'fixtures/payloads/sentry/event_alert.triggered.json';
  for (const args of [['explain', payload], ['schema'], ['replay', '--help']]) {
    const [node, ...command] = relayCommand(...args);
    const child = spawn(node!, command, { cwd: repository, env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
    // A pipe whose reader has gone before the first line.
    child.stdout.destroy();
    const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect({ args, code: child.exitCode, said }).toEqual({ args, code: 0, said: '' });
  }
});
