import { spawn } from 'node:child_process';

/** What opens an address in a browser here; null where there is no desktop, or nobody at it. */
export function opener(
  url: string,
  {
    platform,
    env,
    somebody,
  }: { readonly platform: NodeJS.Platform; readonly env: NodeJS.ProcessEnv; readonly somebody: boolean },
): readonly [command: string, ...args: string[]] | null {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  // Over SSH, the desktop is another machine's, where this address leads nowhere.
  if (!somebody || has('CI') || has('SSH_CONNECTION')) return null;
  if (platform === 'darwin') return ['open', url];
  // The empty word is the window's title, which `start` takes from its first quoted word.
  if (platform === 'win32') return ['cmd', '/c', 'start', '', url];
  return has('DISPLAY') || has('WAYLAND_DISPLAY') ? ['xdg-open', url] : null;
}

/** Opens an address and goes on, whatever becomes of it: it is printed, too. */
export function openBrowser(url: string, somebody: boolean): void {
  const command = opener(url, { platform: process.platform, env: process.env, somebody });
  if (command === null) return;
  const [program, ...args] = command;
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
