import { expect, it } from 'vitest';
import { freePort } from '../../../simulator/run/free-port.ts';

it('a port for a relay that starts again and again is none that systems hand to others meanwhile', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort));
  expect(Math.min(...ports)).toBeGreaterThan(10_000);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  expect(new Set(ports).size).toBeGreaterThan(25);
});
