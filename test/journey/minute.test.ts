import { describe, it } from 'vitest';
import { minutes, throughMinute } from './scene/minute.ts';

describe('a relay whose machine is in trouble for a minute says so, loses nothing and goes on by itself', () => {
  for (const minute of minutes) it(minute.name, minute.needs, () => throughMinute(minute, 20));
});
