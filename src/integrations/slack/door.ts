import type { Door, Refusal, Ruling } from '../../seams/door.ts';
import { judgeCommand, type CommandDeps } from './commands/judge.ts';
import type { Voucher } from './presses/entry-from.ts';
import { vouchedIn } from './presses/person.ts';
import { judgePress, type PressDeps } from './presses/judge.ts';
import { refusalOf, type Way } from './presses/refusals.ts';
import { faultInHeaders, verifyInteraction } from './presses/verify.ts';
import { interactionHeader } from './presses/wire.ts';

/** What judging what people do in Slack needs, whichever way it comes. */
export type SlackActs = PressDeps & CommandDeps;

/** A workspace in which people act: what they do is signed with its secrets, and judged by its rules. */
export interface ActingWorkspace {
  /** Null: it is that of `slack.token`. */
  readonly name: string | null;
  readonly signingSecrets: readonly string[];
  readonly acts: SlackActs;
}

/** Whom verifying knows. */
interface Verifying {
  readonly workspaces: readonly ActingWorkspace[];
  /** Virtual UNIX ms. */
  readonly now: () => number;
}

/** What people press in messages: forms that Slack signs over their exact bytes. */
export function createPressDoor(verifying: Verifying): Door {
  const unreadable = (): Refusal => refusalOf('press', 'unreadable');
  return signedForms(verifying, {
    way: 'press',
    kind: 'interaction',
    judge: (form, by, acts) => judgePress(payloadOf(form), by, acts, unreadable),
  });
}

/** What people say behind a slash command: forms that are signed alike. */
export function createCommandDoor(verifying: Verifying): Door {
  const unreadable = (): Refusal => refusalOf('command', 'unreadable');
  return signedForms(verifying, {
    way: 'command',
    kind: 'slash command',
    judge: (form, by, acts) =>
      // Slack looks now and then whether the address is still there (docs: "ssl_check").
      form.get('ssl_check') === '1'
        ? { kind: 'answer', status: 200, body: null }
        : judgeCommand(Object.fromEntries(form), by, acts, unreadable),
  });
}

function signedForms(
  { workspaces, now }: Verifying,
  of: {
    readonly way: Way;
    readonly kind: string;
    readonly judge: (form: URLSearchParams, by: Voucher, acts: SlackActs) => Ruling;
  },
): Door {
  // No two workspaces have a secret in common, so whose it is says where somebody acted. They rotate while this runs.
  const secrets = (): readonly { workspace: ActingWorkspace; secret: string; called: string }[] =>
    workspaces.flatMap((workspace) =>
      workspace.signingSecrets.map((secret, n) => ({ workspace, secret, called: `secret-${n + 1}` })),
    );
  return {
    name: 'slack',
    sender: 'Slack',
    silent: true,
    replayed: refusalOf(of.way, 'replayed'),
    names: (headers) => ({ kind: of.kind, deliveryId: headers[interactionHeader.timestamp] }),
    refuseUnread: ({ headers }) => {
      const fault = faultInHeaders(headers);
      return fault === null ? null : refusalOf(of.way, fault);
    },
    receive: ({ headers, raw }) => {
      const known = secrets();
      const verified = verifyInteraction(headers, raw, {
        secrets: known.map(({ secret }) => secret),
        now: now(),
      });
      if (!verified.ok) return { kind: 'refuse', refusal: refusalOf(of.way, verified.fault) };
      const signer = known[verified.secret];
      if (signer === undefined) throw new Error('A secret was matched that nobody has.');
      const by = { id: verified.id, verifiedBy: vouchedIn(signer.workspace.name, signer.called) };
      return of.judge(new URLSearchParams(raw.toString('utf8')), by, signer.workspace.acts);
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
