import { expect } from 'vitest';
import { ciToken, drilling, drillSecret } from '../../journey/scene/drill-runner.ts';
import { runStep } from '../runner.ts';
import { expectNothingLeftOpen, inputsFor, realTime, type Drilling } from './real-world.ts';

/** Something that is wrong, and what the step has to say of it. */
export interface Trouble {
  readonly name: string;
  readonly cause: RegExp;
  /** How its summary and its first annotation begin. */
  readonly headline?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Done after the relay has started. */
  readonly before?: (world: Drilling) => Promise<void> | void;
}

/** Runs a step against a relay in this trouble: it fails, names the cause, leaves nothing open and tells no secret. */
export async function expectFoundOut({ cause, headline = '', env, inputs, before }: Trouble): Promise<void> {
  const world = await drilling({ ...realTime, ...(env === undefined ? {} : { env }) });
  await before?.(world);
  const step = await runStep({ inputs: inputsFor(world.of, inputs) });
  expect(step.code, step.stdout).toBe(1);
  expect(step.outputs['result']).toBe('failed');
  const errors = step.annotations.filter(({ level }) => level === 'error');
  expect(errors.map(({ message }) => message).join('\n')).toMatch(cause);
  expect(step.summary).toMatch(cause);
  expect(step.summary).toContain(`## ❌ ${headline}`);
  expect(errors[0]?.title).toContain(`stormrelay: ${headline}`);
  world.of.fakes.faults.clear();
  expectNothingLeftOpen(world);
  const { slack, pagerduty } = world.of.fakes.connection;
  for (const secret of [slack.token, pagerduty.routingKey, drillSecret, ciToken])
    expect(step.everything).not.toContain(secret);
}
