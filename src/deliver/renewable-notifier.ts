import type { Notifier } from '../seams/notifier.ts';

/** A credential's notifier that can become another one while it is sent with: what is under way ends by the former one. */
export interface RenewableNotifier extends Notifier {
  /** Sends by another one from now on. */
  renew(next: Notifier): void;
}

/** One that sends by `first` until it is renewed. */
export function renewableNotifier(first: Notifier): RenewableNotifier {
  const { credential } = first;
  const all = [first];
  let current = first;
  return {
    credential,
    debits: (...of) => current.debits(...of),
    send: (send) => current.send(send),
    renew: (next) => {
      current = next;
      all.push(next);
    },
    close: async () => {
      await Promise.all(all.map((notifier) => notifier.close()));
    },
  };
}
