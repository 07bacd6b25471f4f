import { describe, expect, it } from 'vitest';
import { inputNames } from '../../../src/action/runner/settings.ts';
import { troubleOf } from '../../../src/domain/sending/trouble.ts';
import { receiversWith } from '../example-report.ts';
import { runStep, startStep, temporaryFolder } from '../runner.ts';
import { stubFor } from '../stub-for.ts';
import { stubSecrets, type StubScript } from '../stub-relay.ts';

/** A Slack that never takes the drill. */
const neverDone: StubScript = {
  report: (healthy) => ({
    ...healthy,
    hops: healthy.hops.map((hop) => ({
      ...hop,
      state: 'waiting',
      acceptedAfterMs: null,
    })),
  }),
};

describe('the bundle, when it is cancelled', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends the drill at once on %s', async (signal) => {
    const stub = await stubFor(neverDone);
    const main = startStep({ inputs: stub.inputs });
    await stub.saw('/api/synthetics/drill-41', 2);
    main.signal(signal);
    const step = await main.ended;
    expect(step).toMatchObject({ code: 1, signal: null });
    expect(step.outputs['result']).toBe('cancelled');
    expect(step.summary).toContain('⚪ The check of alerting in production was cancelled');
    expect(stub.drills[0]?.end?.result).toBe('cancelled');
    expect(step.state['openDrills']).toBe('[]');
  });

  it('leaves the waiting to the post step, when the relay takes its time', async () => {
    const stub = await stubFor({ ...neverDone, opensAfterEnd: 40 });
    const main = startStep({ inputs: stub.inputs });
    await stub.saw('/api/synthetics/drill-41', 2);
    main.signal('SIGINT');
    const step = await main.ended;
    expect(step.state['openDrills']).toBe('["drill-41"]');
    expect(step.annotations.map(({ message }) => message).join('\n')).toContain(
      'expires by itself 10 minutes',
    );
    const after = await runStep({ inputs: stub.inputs, state: step.state });
    expect(after).toMatchObject({ code: 0, annotations: [] });
    expect(after.stdout).toContain('Drill drill-41 is ended; nothing of it is left open.');
  });

  it('ends the drill in the post step, when the main step was killed', async () => {
    const stub = await stubFor(neverDone);
    const main = startStep({ inputs: stub.inputs });
    await stub.saw('/api/synthetics/drill-41', 2);
    main.signal('SIGKILL');
    const step = await main.ended;
    expect(stub.drills[0]?.end).toBeNull();
    const after = await runStep({ inputs: stub.inputs, state: step.state });
    expect(after.code).toBe(0);
    expect(stub.drills[0]?.end?.result).toBe('cancelled');
  });

  it('has a post step that never fails the job', async () => {
    const stub = await stubFor(neverDone);
    const main = startStep({ inputs: stub.inputs });
    await stub.saw('/api/synthetics/drill-41', 2);
    main.signal('SIGKILL');
    const step = await main.ended;
    await stub.stop();
    const after = await runStep({ inputs: stub.inputs, state: step.state });
    expect(after.code).toBe(0);
    expect(after.annotations).toMatchObject([{ level: 'warning' }]);
    expect(after.annotations[0]?.message).toMatch(/drill-41: .*expires by itself/s);
  });

  it('promises no end of a drill that the relay has forgotten', async () => {
    let hasForgotten = false;
    const stub = await stubFor({
      ...neverDone,
      refuse: () => (hasForgotten ? { status: 404, code: 'no-such-drill' } : null),
    });
    const main = startStep({ inputs: stub.inputs });
    await stub.saw('/api/synthetics/drill-41', 2);
    main.signal('SIGKILL');
    const step = await main.ended;
    hasForgotten = true;
    const after = await runStep({ inputs: stub.inputs, state: step.state });
    expect(after.code).toBe(0);
    expect(after.annotations[0]?.message).toMatch(/does not know this drill any more/);
    expect(after.annotations[0]?.message).not.toContain('expires by itself');
  });

  it('begins nothing in the post step, when the main step was stopped before it saved anything', async () => {
    const stub = await stubFor();
    const after = await runStep({ inputs: stub.inputs, state: {} });
    expect(after).toMatchObject({ code: 0, annotations: [], outputs: {} });
    expect(stub.requests).toEqual([]);
  });

  it('has nothing to do in the post step after a check that went well', async () => {
    const stub = await stubFor();
    const step = await runStep({ inputs: stub.inputs });
    const before = stub.requests.length;
    const after = await runStep({ inputs: stub.inputs, state: step.state });
    expect(after).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(stub.requests.length).toBe(before);
  });
});

describe('the bundle', () => {
  it('refuses wrong inputs before any request, with one annotation each', async () => {
    const stub = await stubFor();
    const step = await runStep({
      inputs: { ...stub.inputs, expect: 'telegram', timeout: 'soon', 'on-failure': 'ignore', retries: '-1' },
    });
    expect(step.code).toBe(1);
    expect(step.annotations.map(({ title }) => title)).toEqual([
      'stormrelay: input expect',
      'stormrelay: input timeout',
      'stormrelay: input on-failure',
      'stormrelay: input retries',
    ]);
    expect(step.outputs['result']).toBe('failed');
    expect(stub.requests).toEqual([]);
  });

  it.each(inputNames)('shows no secret that was put into %s', async (input) => {
    const stub = await stubFor();
    for (const secret of Object.values(stubSecrets)) {
      const step = await runStep({ inputs: { ...stub.inputs, [input]: secret }, env: { RUNNER_DEBUG: '1' } });
      const isRightPlace = stub.inputs[input] === secret;
      expect(step.code).toBe(isRightPlace ? 0 : 1);
      for (const one of Object.values(stubSecrets)) expect(step.everything).not.toContain(one.slice(-8));
    }
  });

  it.each(['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'])(
    'says all that it found, when %s cannot be written',
    async (file) => {
      const stub = await stubFor();
      const step = await runStep({ inputs: stub.inputs, env: { [file]: temporaryFolder() } });
      expect(step.code).toBe(0);
      expect(step.annotations).toMatchObject([
        { level: 'warning', message: expect.stringContaining('could not be written') as string },
      ]);
      expect(step.stdout).toContain('An error in production still reaches Slack');
      expect(stub.drills[0]?.end?.result).toBe('passed');
    },
  );

  it('only warns of wrong inputs too, when it is told to', async () => {
    const inputs = { 'relay-url': 'https://relay.example', 'drill-secret': '', 'on-failure': 'warn' };
    const step = await runStep({ inputs });
    expect(step.code).toBe(0);
    expect(step.outputs['result']).toBe('failed');
    expect(step.annotations).toMatchObject([{ level: 'warning', title: 'stormrelay: input drill-secret' }]);
    expect(step.annotations[0]?.message).toContain('A workflow of a fork does not get secrets.');
  });

  it('only warns, when it is told to', async () => {
    const stub = await stubFor({
      refuse: (route) => (route === 'webhook' ? { status: 401, code: 'drill-signature-mismatch' } : null),
    });
    const step = await runStep({ inputs: { ...stub.inputs, 'on-failure': 'warn' } });
    expect(step.code).toBe(0);
    expect(step.outputs['result']).toBe('failed');
    expect(step.annotations).toMatchObject([
      { level: 'warning', title: 'stormrelay: The relay refuses this drill secret; it was probably rotated' },
    ]);
  });

  it('tries again with a new drill after what may pass by itself', async () => {
    const stub = await stubFor({
      refuse: (route, earlier) =>
        route === 'webhook' && earlier === 0 ? { status: 503, code: 'store-failing' } : null,
    });
    const step = await runStep({ inputs: { ...stub.inputs, retries: '2' } });
    expect(step.code).toBe(0);
    expect(stub.drills.map(({ end }) => end?.result)).toEqual(['failed', 'passed']);
    expect(stub.requests.filter(({ path }) => path === '/api/deploys')).toHaveLength(1);
    expect(step.summary).toMatch(/- ❌ try 1, drill-\d+: .*\n- ✅ try 2, /);
  });

  it('does not try again after what only a person can mend', async () => {
    const stub = await stubFor({
      refuse: (route) => (route === 'webhook' ? { status: 401, code: 'drill-signature-mismatch' } : null),
    });
    const step = await runStep({ inputs: { ...stub.inputs, retries: '3' } });
    expect(step.code).toBe(1);
    expect(stub.drills).toHaveLength(1);
  });

  it('lets no secret out that the relay repeats', async () => {
    const stub = await stubFor({
      report: (healthy) => ({
        ...healthy,
        hops: healthy.hops.map((hop) => ({
          ...hop,
          state: 'failed',
          trouble: troubleOf(
            'unknown',
            'It said drill-secret-of-the-stub, ci-token-of-the-stub and nonce-of-drill-41-kept-secret.',
          ),
        })),
      }),
    });
    const step = await runStep({ inputs: stub.inputs, env: { RUNNER_DEBUG: '1' } });
    expect(step.code).toBe(1);
    for (const secret of [
      'drill-secret-of-the-stub',
      'ci-token-of-the-stub',
      'nonce-of-drill-41-kept-secret',
    ])
      expect(step.everything).not.toContain(secret);
    expect(step.summary.replaceAll('&#42;', '*')).toContain('It said ***, *** and ***');
  });

  it('lets no word of a provider become a command of the runner', async () => {
    const detail = 'bad\n::error title=pwned::x\n::set-output name=result::passed\n##[error]y';
    const stub = await stubFor({
      report: (healthy) => ({
        ...healthy,
        receivers: receiversWith('pager', { state: 'failed', code: 'key-refused', detail }),
      }),
    });
    const step = await runStep({ inputs: stub.inputs });
    expect(step.code).toBe(1);
    expect(step.outputs['result']).toBe('failed');
    expect(step.annotations.map(({ title }) => title)).toEqual([
      'stormrelay: PagerDuty for real alerts: routing key 1f3a9c02 refused',
    ]);
    expect(step.stdout).not.toMatch(/^\s*::(?:error title=pwned|set-output)|^(?!::).*##\[/m);
  });

  it('waits for the answer of a real receiver that it was told not to expect', async () => {
    let asked = 0;
    const stub = await stubFor({
      report: (healthy) => {
        asked += 1;
        return { ...healthy, receivers: receiversWith('pager', { state: asked < 3 ? 'asking' : 'ok' }) };
      },
    });
    const step = await runStep({ inputs: { ...stub.inputs, expect: 'ack-only' } });
    expect(step.code).toBe(0);
    expect(step.annotations).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(3);
  });

  it('warns of a real receiver that it was told not to expect', async () => {
    const stub = await stubFor({
      report: (healthy) => ({
        ...healthy,
        receivers: receiversWith('pager', {
          state: 'failed',
          code: 'key-refused',
          detail: 'Invalid routing key.',
        }),
      }),
    });
    const step = await runStep({ inputs: { ...stub.inputs, expect: 'slack' } });
    expect(step.code).toBe(0);
    expect(step.annotations).toMatchObject([
      { level: 'warning', title: 'stormrelay: PagerDuty for real alerts: routing key 1f3a9c02 refused' },
    ]);
  });
});
