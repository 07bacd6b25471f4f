import { chromium, type Browser, type Page } from 'playwright-core';
import { onPath, type Need } from '../running/needs.ts';
import { npmChromium, npmChromiumRuns } from './npm-chromium.ts';

const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const ofSystem = onPath('chromium', 'chromium-browser', 'google-chrome', onMac);

/**
 * The browser. The one that npm installed wins where it runs: it is the same on every machine, and is updated with
 * the lock file. Elsewhere (macOS, ARM) the system's own Chromium or Chrome has to do.
 */
export const chromiumNeed: Need = {
  what: 'Chromium',
  how: 'install Chromium or Chrome, so that `chromium`, `chromium-browser` or `google-chrome` is on PATH',
  path: npmChromiumRuns ? '@sparticuz/chromium' : ofSystem,
};

/** A Chromium with everything off that would call home. */
export async function startChromium(): Promise<Browser> {
  const { executablePath, env } = npmChromiumRuns
    ? await npmChromium()
    : { executablePath: ofSystem ?? 'chromium', env: {} };
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of its own, and everything that its console and its failed requests said. */
export async function openPage(
  browser: Browser,
  options: { readonly width: number; readonly height: number; readonly dark?: boolean },
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.height },
    colorScheme: options.dark === true ? 'dark' : 'light',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}
