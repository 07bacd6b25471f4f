import { describe, expect, it } from 'vitest';
import { runStep, type StepEnded } from '../runner.ts';
import { stubFor } from '../stub-for.ts';
import { stubSecrets, type StubRelay } from '../stub-relay.ts';
import { failures } from './known-failures.ts';

describe('the bundle, when something is wrong', () => {
  it.each(failures)('tells of $name', async ({ script, inputs, headline, cause, advice }) => {
    const stub = await stubFor(script);
    const step = await runStep({ inputs: { ...stub.inputs, ...inputs } });
    expect(step.code).toBe(1);
    expect(step.outputs['result']).toBe('failed');
    const errors = step.annotations.filter(({ level }) => level === 'error');
    expect(errors.map(({ message }) => message).join('\n')).toMatch(cause);
    if (advice !== undefined) expect(errors.map(({ message }) => message).join('\n')).toMatch(advice);
    expect(step.summary).toMatch(/^## ❌ .*\n\n\*\*To do:\*\* /);
    expect(`${errors[0]?.title}.`).toMatch(headline ?? cause);
    if (headline !== undefined) expect(step.summary).toContain(`## ❌ ${headline}\n`);
    staysDiscreet(step, stub);
    endsWhatItBegan(step, stub);
  });

  it('says that nothing listens, when nothing does', async () => {
    const stub = await stubFor();
    const { inputs } = stub;
    await stub.stop();
    const step = await runStep({ inputs });
    expect(step.code).toBe(1);
    expect(step.annotations).toHaveLength(1);
    expect(step.annotations[0]?.message).toContain('No relay listens at http://127.0.0.1:');
    expect(step.annotations[0]?.title).toContain('stormrelay: No relay listens at http://127.0.0.1:');
    expect(step.summary).toMatch(/^## ❌ No relay listens at http/);
    expect(step.stdout).toContain('(ECONNREFUSED). An error in production might wake nobody.');
    expect(step.summary).toContain('| webhook answered | ➖ not reached |');
  });
});

function staysDiscreet(step: StepEnded, stub: StubRelay): void {
  const secrets = [stubSecrets.drill, stubSecrets.token, ...stub.drills.map(({ nonce }) => nonce)];
  for (const secret of secrets) expect(step.everything).not.toContain(secret);
}

function endsWhatItBegan(step: StepEnded, stub: StubRelay): void {
  for (const drill of stub.drills) expect(drill.end?.result).toBe('failed');
  expect(step.state['openDrills'] ?? '[]').toBe('[]');
}
