import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../simulator/report/html/html-report.ts';
import { recordRun } from '../../../simulator/report/ledger.ts';
import { reportOf } from '../../../simulator/report/run-report.ts';
import {
  comparisonLines,
  judgementLines,
  verdictLine,
  versusLines,
  wokenLines,
} from '../../../simulator/report/verdict-lines.ts';
import type { RunOutcome } from '../../../simulator/run/run-scenario.ts';
import { goodRun, page, T0, waking } from '../referee/evidence-sample.ts';
import { outcomeOf } from './outcome.ts';

describe('a rival’s line', () => {
  it('stands below the relay’s own, with what each vendor refused', () => {
    const rival = { posts: 640, pages: 1, refusedBySlack: 431, refusedByPagerDuty: 0 };
    const report = reportOf(outcomeOf(goodRun()));
    expect(versusLines(report, rival)).toEqual([
      expect.stringMatching(/^stormrelay: 1 post, 1 page, 0 refused$/),
      'naive: 640 posts, 1 page, 431 refused by Slack (429)',
    ]);
    expect(versusLines(report, { ...rival, refusedByPagerDuty: 3 })[1]).toMatch(/\(429\), 3 by PagerDuty$/);
  });
});

describe('report.json', () => {
  it('has exactly the shape of the contract', () => {
    const report = reportOf(outcomeOf(goodRun()));
    expect(report).toEqual({
      scenario: 'redis-outage',
      seed: 4,
      speed: 6,
      webhooks: { sent: 6, accepted: 6, rejected: 0, unanswered: 0, lost: 0 },
      incidents: 1,
      pages: { triggered: 1, resolved: 1, duplicates: 0, firstMs: 3000 },
      wakings: [
        {
          at: new Date(T0 + 4000).toISOString(),
          afterMs: 4000,
          dedupKey: 'stormrelay:x:i1:1',
          severity: 'critical',
          summary: 'a-api, b-api and c-api cannot reach the cache',
        },
      ],
      slack: {
        posts: 1,
        updates: 2,
        replies: 0,
        rateLimited: 0,
        hidden: 0,
        peakPerSecond: 1,
        firstPostMs: 800,
        lagP99Ms: 2500,
      },
      deadLetters: 0,
      latency: { ackP50: 4, ackP99: 4 },
      books: { accepted: 6, shown: 1, folded: 5, suppressed: 0, setAside: 0, dead: 0, inFlight: 0 },
      checks: [
        { name: 'pages-resolved', ok: true, detail: expect.any(String) as string },
        { name: 'clean-exit', ok: true, detail: expect.any(String) as string },
      ],
      verdict: 'pass',
    });
  });

  it('fails when one check does, and not when one was not judged', () => {
    expect(reportOf(outcomeOf({ ...goodRun(), exit: null })).verdict).toBe('pass');
    expect(reportOf(outcomeOf({ ...goodRun(), exit: { code: 1, signal: null } })).verdict).toBe('fail');
  });

  it('counts a second page of one outage as a duplicate', () => {
    const good = goodRun();
    const twice = {
      ...good,
      pagerduty: {
        calls: good.pagerduty?.calls ?? [],
        incidents: [page(4000), page(5000)],
        wakings: [waking(4000), waking(5000)],
      },
    };
    expect(reportOf(outcomeOf(twice)).pages).toMatchObject({ triggered: 2, duplicates: 1 });
  });
});

describe('the page', () => {
  const reported = (evidence = goodRun(), change: Partial<RunOutcome> = {}) => {
    const run = { ...outcomeOf(evidence), ...change };
    return { run, report: reportOf(run), again: 'npm run x' };
  };
  const post = {
    ...{ channel: 'C1', ts: '1.1', by: 'stormrelay', version: 3, at: T0, changedAt: T0, replies: 2 },
    ...{ repliesVersion: 2, broadcast: false },
    html: '<h3>Redis &lt;b&gt;</h3><div class="actions"><a class="button primary" href="https://x">View</a></div>',
  };

  it('carries no script, asks for nothing, and shows hostile text as text', () => {
    const html = htmlReport([reported(goodRun(), { messages: [post] })]);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|src=|href=|url\(/i);
    expect(html).toContain("default-src 'none'");
  });

  it('says first how it ended, then what Slack said, then draws, and folds what held', () => {
    const failed = reported({ ...goodRun(), exit: { code: 1, signal: null } }, { messages: [post] });
    const html = htmlReport([failed]);
    const places = [
      '1 of 2 checks did not hold',
      'clean-exit',
      'Redis &lt;b&gt;',
      '<svg',
      'pages-resolved',
    ].map((words) => html.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(html).toContain('edited 2×, 2 in its thread');
    expect(html).toMatch(/<details><summary>1 check held<\/summary>.*pages-resolved/);
  });

  it('begins with all runs in a table, what failed in front and open', () => {
    const bad = reported({ ...goodRun(), exit: { code: 1, signal: null } });
    const html = htmlReport([reported(), bad]);
    expect(html).toContain('<title>Storms: 1 of 2 failed</title>');
    expect([...html.matchAll(/href="#(run-\d)"/g)].map(([, id]) => id)).toEqual(['run-2', 'run-1']);
    expect(html).toMatch(/id="run-2">.*<details open>/);
    expect(html).not.toMatch(/id="run-1">.*<details open>/);
  });

  it('lays the naive relay beside it, where it was asked for', () => {
    const rival = { posts: 640, pages: 58, refusedBySlack: 3301, refusedByPagerDuty: 0 };
    expect(htmlReport([reported(goodRun(), { rival })])).toMatch(
      /Messages in Slack.*640.*Refused.*3,301.*Pages.*58/,
    );
    expect(htmlReport([reported()])).not.toContain('naive');
  });
});

describe('the ledger', () => {
  it('keeps fifty runs a scenario and answers the run before at the same speed', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'stormrelay-ledger-'));
    const file = path.join(folder, 'deep', 'runs.json');
    const report = reportOf(outcomeOf(goodRun()));
    expect(await recordRun(file, report, new Date(T0))).toBeNull();
    expect(await recordRun(file, { ...report, speed: 60 }, new Date(T0 + 1))).toBeNull();
    for (let run = 2; run < 56; run += 1) await recordRun(file, { ...report, seed: run }, new Date(T0 + run));
    const before = await recordRun(file, report, new Date(T0 + 99));
    expect(before).toMatchObject({ seed: 55, verdict: 'pass' });
    const kept = JSON.parse(await readFile(file, 'utf8')) as { scenarios: Record<string, unknown[]> };
    expect(kept.scenarios['redis-outage']).toHaveLength(50);
    await rm(folder, { recursive: true });
  });

  it('tells what changed since the run before', () => {
    const report = reportOf(outcomeOf(goodRun()));
    const before = {
      at: '2026-10-01T00:00:00.000Z',
      seed: 4,
      speed: 6,
      verdict: 'pass' as const,
      failed: [],
      figures: { updates: 9, pages: 1 },
    };
    expect(comparisonLines(report, before).join()).toContain('updates 9 → 2');
    expect(comparisonLines(report, before).join()).not.toContain('pages 1');
    expect(comparisonLines(report, null)).toEqual([]);
  });
});

describe('who was woken', () => {
  const woken = (...summaries: string[]) => {
    const good = goodRun();
    const wakings = summaries.map((summary, index) => waking(4000 + index * 1000, { summary }));
    return reportOf(outcomeOf({ ...good, pagerduty: { ...good.pagerduty!, wakings } }));
  };

  it('is a line each, by the clock of the run', () => {
    expect(wokenLines(woken('Redis unreachable', 'DNS is down'))).toEqual([
      `Woken: ${new Date(T0 + 4000).toISOString().slice(11, 19)} Redis unreachable`,
      `Woken: ${new Date(T0 + 5000).toISOString().slice(11, 19)} DNS is down`,
    ]);
  });

  it('is counted beyond ten, said when it was nobody, and left out when nobody looked', () => {
    const many = wokenLines(woken(...Array.from({ length: 13 }, (_, index) => `page ${index}`)));
    expect(many).toHaveLength(11);
    expect(many.at(-1)).toContain('and 3 more');
    expect(wokenLines(woken())).toEqual(['Woken: nobody']);
    expect(wokenLines({ wakings: null })).toEqual([]);
  });

  it('never breaks a line or reaches the terminal as an escape', () => {
    expect(wokenLines(woken('one\ntwo \u001b[31mred\u2028three'))[0]).toMatch(/one two {2}\[31mred three$/);
  });

  it('stands in the HTML report as text', () => {
    const report = woken('<b>Redis</b>');
    const html = htmlReport([{ run: outcomeOf(goodRun()), report, again: 'npm run x' }]);
    expect(html).toContain('&lt;b&gt;Redis&lt;/b&gt;');
    expect(html).toContain(report.wakings?.[0]?.at.slice(11, 19));
  });
});

describe('the lines', () => {
  it('mark what held, what did not and what was not judged', () => {
    const lines = judgementLines([
      { name: 'a', says: 'A', paced: false, ok: true, detail: '1' },
      { name: 'bb', says: 'B must hold', paced: false, ok: false, detail: '2' },
      { name: 'c', says: 'C', paced: false, ok: null, detail: '3' },
    ]).join('\n');
    expect(lines).toMatch(/✓.* a {3}1/);
    expect(lines).toMatch(/✗.* bb {2}2\n.*B must hold\./);
    expect(lines).toMatch(/–.* c {3}3/);
  });

  it('say how the run went', () => {
    const report = reportOf(outcomeOf({ ...goodRun(), exit: { code: 1, signal: null } }));
    expect(verdictLine(report)).toMatch(
      /FAIL.* redis-outage seed 4 speed 6: 1 held, 1 failed \(clean-exit\), 0 not judged/,
    );
  });
});
