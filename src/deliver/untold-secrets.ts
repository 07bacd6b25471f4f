import type { Redactor } from '../domain/text/secrets.ts';
import type { Inspector } from '../seams/inspector.ts';
import type { Notifier } from '../seams/notifier.ts';
import type { OnCall } from '../seams/on-call.ts';

/** A notifier whose outcomes hold no secret: a receiver that refuses a key may quote it, and outcomes are shown. */
export function untellingNotifier(notifier: Notifier, redactor: Redactor): Notifier {
  return {
    credential: notifier.credential,
    debits: (row, step, sendClass) => notifier.debits(row, step, sendClass),
    send: async (send) => redactor.deep(await notifier.send(send)),
    close: () => notifier.close(),
  };
}

/** The same of an inspector's findings. */
export function untellingInspector(inspector: Inspector, redactor: Redactor): Inspector {
  return {
    credential: inspector.credential,
    probeDebits: (lane) => inspector.probeDebits(lane),
    readBackDebits: (row) => inspector.readBackDebits(row),
    probe: async (lane) => redactor.deep(await inspector.probe(lane)),
    readBack: async (row) => redactor.deep(await inspector.readBack(row)),
  };
}

/** The same of who is on call. */
export function untellingOnCall(onCall: OnCall, redactor: Redactor): OnCall {
  return { whoIsOnCall: async () => redactor.deep(await onCall.whoIsOnCall()) };
}
