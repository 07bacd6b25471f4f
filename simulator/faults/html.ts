import { z } from 'zod';
import type { Fault } from './fault-plan.ts';

/** Answers 200 with a web page, as a proxy or a maintenance page in between does. */
export const htmlSettings = z.strictObject({
  kind: z.literal('html'),
  takesEffect: z.boolean().default(false),
});

/** Real clients choke on the missing JSON, each in its own way. */
export const html: Fault<z.infer<typeof htmlSettings>> = (settings) => ({
  takesEffect: settings.takesEffect,
  answer: {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Maintenance</title><p>We will be back in a few minutes.</p>',
  },
});
