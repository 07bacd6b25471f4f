import type { DrillResult } from '../../../domain/drill/drill.ts';
import type { DrillMark, MessageProjection } from '../../../domain/sending/projection.ts';
import { counted } from '../../../domain/text/figures.ts';
import { context, header, section, type Rendered } from './blocks.ts';
import { code, headerText, inline } from './escape.ts';
import { messageLimits } from '../limits.ts';
import { timeOfDay } from './wording.ts';

/** How a drill's message looks: a reader must see at once, also on a locked phone, that nothing is broken. */
export function renderDrill(
  message: MessageProjection,
  drill: DrillMark,
  { now, plain }: { readonly now: number; readonly plain: boolean },
): Rendered {
  const { subject } = drill;
  const { sign, told } = drill.end === null ? underWay : words[drill.end.result];
  const where = `${subject.service} (${subject.environment})`;
  const text = `${sign} Drill: ${inline(where, 120)} · ${told}`;
  if (plain) return { text, blocks: [] };
  if (message.state === 'part-of')
    return { text, blocks: section([`${text} · part of incident ${inline(message.partOf.incident, 60)}`]) };
  const about = [
    subject.release === null ? '' : `Release ${code(subject.release, 80)}`,
    subject.by === null ? '' : `by ${inline(subject.by, 80)}`,
    message.storm === null ? '' : `one storm of ${counted(message.alerts, 'alert')}`,
  ];
  return {
    text,
    blocks: [
      header(headerText(`${sign} Drill: ${where}`, messageLimits.header)),
      ...section([
        `*${told}*`,
        drill.end === null ? '' : inline(drill.end.summary, 400),
        about.filter((part) => part !== '').join(' · '),
      ]),
      ...context([
        'No service is broken: a check sent this alert to see that it arrives.',
        `${inline(drill.id, 40)} · incident ${inline(message.incident, 60)} · updated ${timeOfDay(now)}`,
      ]),
    ],
  };
}

const underWay = { sign: '🧪', told: 'Under way' };

const words: Readonly<Record<DrillResult, typeof underWay>> = {
  passed: { sign: '✅', told: 'Passed' },
  failed: { sign: '❌', told: 'Failed' },
  cancelled: { sign: '⏹️', told: 'Cancelled' },
  expired: { sign: '⌛', told: 'Not ended by whoever started it' },
};
