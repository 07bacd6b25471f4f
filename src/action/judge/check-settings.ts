import type { DrillScenario, DrillSubject } from '../../domain/drill/drill.ts';
import type { TicketSeen } from '../relay/relay-answers.ts';
import type { Deploy } from '../relay/relay-client.ts';

/** A hop at which a drill shows itself. */
export type Provider = 'slack' | 'page';

/** What a check was asked to do. */
export interface CheckSettings {
  /** Base address of the relay without a slash at its end. */
  readonly relay: string;
  readonly drillSecret: string;
  /** Empty: none is sent. */
  readonly token: string;
  readonly subject: DrillSubject;
  /** Null: whatever the relay says that it can prove. */
  readonly expect: readonly Provider[] | null;
  readonly scenario: DrillScenario;
  /** How long one try may take, without the clearing up. */
  readonly timeoutMs: number;
  /** What counts as slow, in ms. */
  readonly limits: Readonly<Record<'ack' | Provider, number>>;
  readonly onFailure: 'fail' | 'warn';
  /** Null: no deploy is recorded. */
  readonly deploy: Deploy | null;
  readonly retries: number;
}

/** Which providers have to be reached: what was asked for, or else what the relay can prove. */
export function expectedOf(
  { expect }: Pick<CheckSettings, 'expect'>,
  ticket: Pick<TicketSeen, 'provable'> | null,
): readonly Provider[] {
  return expect ?? ticket?.provable ?? [];
}
