import { setTimeout as delay } from 'node:timers/promises';

await delay(1);
throw new Error('The heap is on fire.');
