import type { Delivery } from '../domain/inbox/entry.ts';
import type { NewQuarantined } from '../domain/inbox/quarantine.ts';

/** A way in for one kind of sender. It judges; the generic handler reads, makes durable, counts and answers. */
export interface Door {
  /** In lists, logs and figures, for example `sentry`. */
  readonly name: string;
  /** Who sends here, as people call them. */
  readonly sender: string;
  /** Its sender wants 200 and nothing in the body for what it let in, instead of 202 and a receipt. */
  readonly silent?: true;
  /** What is answered to a delivery that has come before; absent: the same as to the first. */
  readonly replayed?: Refusal;
  /**
   * Why something is refused for its headers alone, before its body is read; null: it has to be read. Absent: all is.
   * Never throws.
   */
  refuseUnread?(arrival: Omit<Arrival, 'raw'>): Refusal | null;
  /** Judges what arrived. Never throws, whatever it holds. */
  receive(arrival: Arrival): Ruling;
  /** What the sender calls this, unverified and for lists of refusals alone: its kind and its own number. */
  names(headers: DoorHeaders): { readonly kind: HeaderValue; readonly deliveryId: HeaderValue };
}

/** One header as Node gives it; repeated ones are joined or listed. */
export type HeaderValue = string | readonly string[] | undefined;

/** Headers by their lower-case names. */
export type DoorHeaders = Readonly<Record<string, HeaderValue>>;

/** What reached a door. */
export interface Arrival {
  readonly headers: DoorHeaders;
  /** The exact bytes of the body. */
  readonly raw: Buffer;
  /** The last part of the address, where it is a token; else empty. */
  readonly token: string;
}

/** What a door makes of what arrived. */
export type Ruling =
  /** It is made durable, and only then answered: with 200 and `body` as JSON, where there is one. */
  | {
      readonly kind: 'accept';
      readonly delivery: Delivery;
      readonly apart: Apart;
      readonly body?: object;
      /** Called with its number once it is durable; never for a duplicate. */
      readonly whenKept?: (seq: number) => void;
    }
  /** It is answered with the refusal's status and words. */
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  /** There is nothing to keep, only to answer, for example a handshake: `body` is sent as JSON, null as nothing. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: object | null }
  /** Somebody else has to be asked first. Never rejects. */
  | { readonly kind: 'later'; readonly ruling: Promise<Ruling> };

/** The name under which something is counted that is not real traffic; null for real traffic. */
type Apart = 'drill' | 'press' | 'command' | 'pager' | null;

/** Why something is not let in. */
export interface Refusal {
  /** 200 where the sender takes nothing else for an answer: then nothing of this goes into the body, only `body`. */
  readonly status: number;
  readonly body?: object;
  /** For the sender, the log and metrics. */
  readonly code: string;
  /** What happened and what to do. */
  readonly message: string;
  readonly apart: Apart;
  /** What a quarantine keeps beside the body, because a secret that arrives later may heal it; null for nothing. */
  readonly keep: Pick<NewQuarantined, 'kind' | 'deliveryId' | 'signature' | 'headers' | 'likely'> | null;
}
