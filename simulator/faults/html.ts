import { z } from 'zod';
import type { Fault } from './fault-plan.ts';

/** Answers 200, or another success, with a web page, as a proxy or a maintenance page in between does. */
export const htmlSettings = z.strictObject({
  kind: z.literal('html'),
  takesEffect: z.boolean().default(false),
  status: z.number().int().min(200).max(299).default(200),
});

/** Real clients choke on the missing JSON, each in its own way. */
export const html: Fault<z.infer<typeof htmlSettings>> = (settings) => ({
  takesEffect: settings.takesEffect,
  answer: {
    status: settings.status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Maintenance</title><p>We will be back in a few minutes.</p>',
  },
});
