import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { healthyIncident } from '../example-report.ts';
import { runStep, temporaryFolder } from '../runner.ts';
import { stubFor } from '../stub-for.ts';
import { stubSecrets } from '../stub-relay.ts';

describe('the bundle against a healthy relay', () => {
  it('proves Slack and PagerDuty, and says so in every way that GitHub has', async () => {
    const stub = await stubFor();
    const step = await runStep({ inputs: stub.inputs });
    expect(step).toMatchObject({ code: 0, stderr: '', annotations: [] });
    expect(step.outputs).toMatchObject({
      result: 'passed',
      'ack-ms': expect.stringMatching(/^\d+$/) as unknown,
      'slack-ms': '412',
      'page-ms': '655',
      'slack-permalink': 'https://harbor.slack.example/archives/C0TESTCHAN/p1794831000000100',
      'pagerduty-dedup-key': 'stormrelay:i1:inc-9:1',
    });
    expect(step.summary).toContain(
      '✅ An error in production still reaches Slack in 412 ms and PagerDuty in 655 ms',
    );
    expect(step.summary).toContain('| Slack | ✅ ok | 412 ms | 10 s | confirmed |');
    const report = JSON.parse(step.report ?? '') as {
      result: string;
      hops: { name: string; doneAfterMs: number | null }[];
    };
    expect(report.result).toBe('passed');
    expect(report.hops.map(({ name }) => name)).toEqual([
      'deploy',
      'register',
      'ack',
      'brain',
      'slack',
      'page',
      'receivers',
      'sentry',
      'cleanup',
    ]);
    for (const { doneAfterMs } of report.hops) expect(doneAfterMs).toBeGreaterThanOrEqual(0);
  });

  it('ends the drill with its result, and waits until nothing of it is open', async () => {
    const stub = await stubFor({ opensAfterEnd: 3 });
    const step = await runStep({ inputs: stub.inputs });
    expect(stub.drills[0]?.end).toEqual({
      result: 'passed',
      summary: 'Slack in 412 ms (confirmed), PagerDuty in 655 ms (confirmed)',
    });
    expect(stub.drills[0]?.pollsAfterEnd).toBe(4);
    expect(step.state).toMatchObject({ isPost: 'true', relay: stub.url, openDrills: '[]' });
  });

  it('records the deploy with what changed, by whom and where to compare', async () => {
    const event = path.join(temporaryFolder(), 'event.json');
    writeFileSync(
      event,
      JSON.stringify({
        compare: 'https://github.com/harbor-goods/cart/compare/aaa...bbb',
        head_commit: { message: 'Retry the cache\n\nWith a reason.' },
        commits: [{}, {}, {}],
      }),
    );
    const stub = await stubFor();
    await runStep({ inputs: { ...stub.inputs, release: 'cart@5.13.0' }, env: { GITHUB_EVENT_PATH: event } });
    const deploy = stub.requests.find((request) => request.path === '/api/deploys');
    expect(JSON.parse(deploy?.body ?? '')).toEqual({
      service: 'cart',
      environment: 'production',
      release: 'cart@5.13.0',
      by: 'kim',
      what: 'Retry the cache (3 commits)',
      compareUrl: 'https://github.com/harbor-goods/cart/compare/aaa...bbb',
      runUrl: 'https://github.com/harbor-goods/cart/actions/runs/4711',
    });
  });

  it('sends a storm of twelve alerts of six services at once, and wants one incident of it', async () => {
    const stub = await stubFor({
      report: (healthy, polls) =>
        polls > 2
          ? healthy
          : { ...healthy, incidents: ['a', 'b'].map((id) => ({ ...healthyIncident(), id })) },
    });
    const step = await runStep({ inputs: { ...stub.inputs, scenario: 'storm', 'record-deploy': 'false' } });
    expect(step.code).toBe(0);
    expect(step.summary).toContain('| one incident | ✅ ok |');
    const alerts = stub.requests.filter((request) => request.path === '/webhooks/sentry');
    expect(alerts).toHaveLength(12);
    expect(stub.requests.some((request) => request.path === '/api/deploys')).toBe(false);
  });

  it('says what was not proven where the relay can prove nothing', async () => {
    const stub = await stubFor({ provable: [], notes: ['This drill shows itself in the normal channel.'] });
    const step = await runStep({ inputs: stub.inputs });
    expect(step.code).toBe(0);
    expect(step.outputs).toMatchObject({ result: 'passed', 'slack-ms': '', 'page-ms': '' });
    expect(step.summary).toContain('was not proven');
    expect(step.annotations).toEqual([
      {
        level: 'notice',
        title: 'stormrelay: drill',
        message: 'This drill shows itself in the normal channel.',
      },
    ]);
  });

  it('shows each request in debug mode, and never a secret', async () => {
    const stub = await stubFor();
    const step = await runStep({ inputs: stub.inputs, env: { RUNNER_DEBUG: '1' } });
    expect(step.stdout).toMatch(/^::debug::POST \/api\/synthetics 201 \d+ ms$/m);
    expect(step.stdout).toMatch(/^::debug::POST \/webhooks\/sentry 202 \d+ ms$/m);
    expect(step.masked).toEqual([stubSecrets.drill, stubSecrets.token]);
    for (const secret of [stubSecrets.drill, stubSecrets.token, stub.drills[0]?.nonce ?? ''])
      expect(step.everything).not.toContain(secret);
  });
});
