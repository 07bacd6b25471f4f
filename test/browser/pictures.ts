/**
 * Takes the pictures of the README and of docs/ anew. `slack`: the messages of an outage that is played at the pace of
 * life. `run`: one `redis-outage` at speed 6 in a terminal of tmux, and the live page of the relay that it started.
 * `storm`: the page of the fakes during one, beside a naive relay, animated. `page`: the live page in each of its states.
 * `npm run pictures` takes all of them, `npm run pictures -- slack` those. Needs tmux, img2webp, a font with emoji and
 * Lato, which Slack writes in; the browser is the one that the tests use.
 */
import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { tmux as terminal } from '../running/needs.ts';
import { startChromium } from './chromium.ts';
import { picturePages } from './page-pictures.ts';
import { slackPage } from './slack-picture.ts';
import { slackScenes } from './slack-scene.ts';
import { animateStorm } from './storm-animation.ts';
import { terminalPage, type Pane } from './terminal-picture.ts';

const folder = 'docs/images';
/** Virtual seconds into the storm: every service fails, and the message has been updated for a while. */
const momentSeconds = 80;
const columns = 132;
/** A server of our own, so that nobody else's sessions are touched. */
const server = `stormrelay-pictures-${process.pid}`;

function tmux(...args: readonly string[]): string {
  return execFileSync(terminal.what, ['-L', server, '-f', '/dev/null', ...args], { encoding: 'utf8' });
}

function screen(): string {
  return tmux('capture-pane', '-p', '-e', '-S', '-');
}

/** Looks at the terminal until it shows what is waited for; gives up with what it showed last. */
async function shown(pattern: RegExp, withinMs: number): Promise<RegExpExecArray> {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = pattern.exec(tmux('capture-pane', '-p', '-J', '-S', '-'));
    if (found !== null) return found;
    if (performance.now() > until)
      throw new Error(`The terminal never showed ${String(pattern)}:\n${screen()}`);
    await delay(100);
  }
}

/** Waits for a moment of the storm; the first figure of the screen is its virtual second. */
async function momentOf(seconds: number): Promise<void> {
  for (;;) {
    const [, at = '0'] = await shown(/ ([0-9.]+) m?s of [0-9.]+ s/, 60_000);
    if (Number(at) >= seconds) return;
    await delay(100);
  }
}

/** Opens the live page; the answer takes its pictures, which should not wait for a page to load. */
async function picturePage(browser: Browser, url: string): Promise<() => Promise<void>> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    colorScheme: 'light',
    timezoneId: 'UTC',
    deviceScaleFactor: 1.5,
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector('#open .incident', { timeout: 60_000 });
  return async () => {
    await page.screenshot({ path: `${folder}/live-page.png` });
    await page.setViewportSize({ width: 1280, height: 1240 });
    await page.locator('#open .incident').first().click();
    await page.waitForSelector('#detail .timeline');
    await page.locator('#detail').screenshot({ path: `${folder}/incident.png` });
  };
}

async function pictureTerminal(browser: Browser, panes: readonly Pane[]): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: 1.25, viewport: { width: 1400, height: 900 } });
  await page.setContent(terminalPage(panes));
  await page.locator('.terminal').screenshot({ path: `${folder}/terminal.png` });
}

/** Which fonts the browser has: it says so by what it draws. The emoji is in colour only where a font has it. */
const fontsThere = `(() => {
  const context = document.createElement('canvas').getContext('2d');
  const widthIn = (family) => {
    context.font = '40px ' + family;
    return context.measureText('How wide is that?').width;
  };
  const lato = widthIn('Lato, monospace') !== widthIn('monospace');
  context.font = '40px sans-serif';
  context.fillText('🔥', 0, 60);
  const { data } = context.getImageData(0, 0, 100, 100);
  return { lato, emoji: data.some((value, n) => n % 4 === 0 && value !== data[n + 1]) };
})()`;

/** Without its fonts the browser draws boxes, and nobody notices before somebody looks. */
async function expectFonts(page: Page): Promise<void> {
  const has = await page.evaluate<{ readonly lato: boolean; readonly emoji: boolean }>(fontsThere);
  if (!has.lato) throw new Error('Lato is missing, which Slack writes in: install fonts-lato.');
  if (!has.emoji) throw new Error('A font with emoji is missing: install fonts-noto-color-emoji.');
}

async function pictureSlack(browser: Browser): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 720, height: 900 } });
  await expectFonts(page);
  const { storm, thread } = await slackScenes('--new-blocks');
  const scenes = { ...(await slackScenes()), 'storm-table': storm, 'thread-card': thread };
  for (const [name, messages] of Object.entries(scenes)) {
    await page.setContent(slackPage(messages));
    await page.locator('.slack').screenshot({ path: `${folder}/slack-${name}.png` });
  }
  console.log(`Wrote ${Object.keys(scenes).length} pictures of Slack into ${folder}.`);
}

async function pictureRun(browser: Browser): Promise<void> {
  if (terminal.path === null) throw new Error(`${terminal.what} is missing: ${terminal.how}`);
  try {
    const size = ['-x', String(columns), '-y', '48'];
    tmux('new-session', '-d', ...size, 'npm run -s simulate-storm -- redis-outage --speed 6 --ui; sleep 600');
    const [, url = ''] = await shown(/live page: (http:\S+)/, 30_000);
    const takePage = await picturePage(browser, url);
    await momentOf(momentSeconds);
    await takePage();
    const during = screen();
    await shown(/Press Enter/, 120_000);
    tmux('send-keys', 'Enter');
    await shown(/(PASS|FAIL) /, 60_000);
    await pictureTerminal(browser, [
      { caption: 'While the storm goes on: npm run simulate-storm -- --ui', text: during },
      { caption: 'When it is over', text: screen() },
    ]);
    console.log(`Wrote live-page.png, incident.png and terminal.png into ${folder}.`);
  } finally {
    tmux('kill-server');
  }
}

async function pictureStorm(browser: Browser): Promise<void> {
  await expectFonts(await browser.newPage());
  await animateStorm(browser, `${folder}/storm.webp`);
  console.log(`Wrote storm.webp into ${folder}.`);
}

async function pictureStates(browser: Browser): Promise<void> {
  const taken = await picturePages(browser, `${folder}/page`);
  console.log(`Wrote ${taken} pictures of the live page into ${folder}/page.`);
}

const pictures = { slack: pictureSlack, run: pictureRun, storm: pictureStorm, page: pictureStates };
const wanted = process.argv[2];
const browser = await startChromium();
try {
  for (const [name, take] of Object.entries(pictures))
    if (wanted === undefined || wanted === name) await take(browser);
} finally {
  await browser.close();
}
