import type { Door, Refusal, Ruling } from '../../seams/door.ts';
import { judgeCommand, type CommandDeps } from './commands/judge.ts';
import type { SlackSettings } from './config.ts';
import type { Voucher } from './presses/entry-from.ts';
import { judgePress, type PressDeps } from './presses/judge.ts';
import { refusalOf, type Way } from './presses/refusals.ts';
import { verifyInteraction } from './presses/verify.ts';
import { interactionHeader } from './presses/wire.ts';

/** What judging what people do in Slack needs, whichever way it comes. */
export type SlackActs = PressDeps & CommandDeps;

/** What verifying needs. */
interface Verifying extends Pick<SlackSettings, 'signingSecrets'> {
  /** Virtual UNIX ms. */
  readonly now: () => number;
}

/** What people press in messages: forms that Slack signs over their exact bytes. */
export function createPressDoor(verifying: Verifying, deps: PressDeps): Door {
  const unreadable = (): Refusal => refusalOf('press', 'unreadable');
  return signedForms(verifying, {
    way: 'press',
    kind: 'interaction',
    judge: (form, by) => judgePress(payloadOf(form), by, deps, unreadable),
  });
}

/** What people say behind a slash command: forms that are signed alike. */
export function createCommandDoor(verifying: Verifying, deps: CommandDeps): Door {
  const unreadable = (): Refusal => refusalOf('command', 'unreadable');
  return signedForms(verifying, {
    way: 'command',
    kind: 'slash command',
    judge: (form, by) =>
      // Slack looks now and then whether the address is still there (docs: "ssl_check").
      form.get('ssl_check') === '1'
        ? { kind: 'answer', status: 200, body: null }
        : judgeCommand(Object.fromEntries(form), by, deps, unreadable),
  });
}

function signedForms(
  { signingSecrets: secrets, now }: Verifying,
  of: {
    readonly way: Way;
    readonly kind: string;
    readonly judge: (form: URLSearchParams, by: Voucher) => Ruling;
  },
): Door {
  return {
    name: 'slack',
    sender: 'Slack',
    silent: true,
    replayed: refusalOf(of.way, 'replayed'),
    names: (headers) => ({ kind: of.kind, deliveryId: headers[interactionHeader.timestamp] }),
    receive: ({ headers, raw }) => {
      const verified = verifyInteraction(headers, raw, { secrets, now: now() });
      if (!verified.ok) return { kind: 'refuse', refusal: refusalOf(of.way, verified.fault) };
      return of.judge(new URLSearchParams(raw.toString('utf8')), verified);
    },
  };
}

/** The JSON object in a form's only field; null when there is none. */
function payloadOf(form: URLSearchParams): object | null {
  try {
    const payload: unknown = JSON.parse(form.get('payload') ?? '');
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : null;
  } catch {
    return null;
  }
}
