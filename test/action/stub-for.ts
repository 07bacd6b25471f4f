import { onTestFinished } from 'vitest';
import { StubRelay, type StubScript } from './stub-relay.ts';

/** A stub that lives as long as the test that asks for it. */
export async function stubFor(script: StubScript = {}): Promise<StubRelay> {
  const stub = await StubRelay.start(script);
  onTestFinished(() => stub.stop());
  return stub;
}
