import type { CheckSettings, Provider } from './check-settings.ts';
import type { TicketSeen } from './observed.ts';

/** Which providers have to be reached: what was asked for, or else what the relay can prove. */
export function expectedOf(
  { expect }: Pick<CheckSettings, 'expect'>,
  ticket: Pick<TicketSeen, 'provable'>,
): readonly Provider[] {
  return expect ?? ticket.provable;
}

/** Whether something was asked for that this relay cannot prove: then nothing needs to be sent. */
export function asksTooMuch(
  settings: Pick<CheckSettings, 'expect'>,
  ticket: Pick<TicketSeen, 'provable'>,
): boolean {
  return expectedOf(settings, ticket).some((kind) => !ticket.provable.includes(kind));
}
