import { describe, expect, it } from 'vitest';
import { opener } from '../../../simulator/terminal/browser.ts';

const url = 'http://127.0.0.1:4711/';
const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}, somebody = true) =>
  opener(url, { platform, env, somebody });

describe('opening a browser', () => {
  it('asks the desktop, in its own way', () => {
    expect(at('darwin')).toEqual(['open', url]);
    expect(at('win32')).toEqual(['cmd', '/c', 'start', '', url]);
    expect(at('linux', { DISPLAY: ':0' })).toEqual(['xdg-open', url]);
    expect(at('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open', url]);
  });

  it('does not where there is no desktop, nobody at it, or another machine’s', () => {
    expect(at('linux')).toBeNull();
    expect(at('linux', { DISPLAY: ':0' }, false)).toBeNull();
    for (const name of ['CI', 'SSH_CONNECTION'])
      for (const platform of ['linux', 'darwin', 'win32'] as const)
        expect(at(platform, { DISPLAY: ':0', [name]: '1' })).toBeNull();
  });
});
