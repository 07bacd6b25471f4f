/** A delivery whose signature did not match, kept (bounded) so that somebody can see that Sentry's secret changed. */
export interface Quarantined {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly deliveryId: string;
  readonly body: string;
  readonly signature: string;
  readonly reason: string;
}

/** A refused delivery before the store has numbered it. */
export type NewQuarantined = Omit<Quarantined, 'id'>;
