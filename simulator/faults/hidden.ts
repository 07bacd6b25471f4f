import { z } from 'zod';
import type { Fault } from './fault-plan.ts';

/** Slack answers 200 and does not display the message ("no guarantee that messages will be stored or displayed"). */
export const hiddenSettings = z.strictObject({ kind: z.literal('hidden') });

/** Source of the behaviour: docs.slack.dev/apis/web-api/rate-limits, "Limits when posting messages". */
export const hidden: Fault<z.infer<typeof hiddenSettings>> = () => ({ hidden: true });
