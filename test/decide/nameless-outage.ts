import type { Alert } from '../../src/domain/alert.ts';
import { alert } from '../make.ts';
import type { Story } from '../correlate/story.ts';

const losses = [
  'the ink ran dry',
  'a sum does not fit its column',
  'the stamp is older than the letter',
  'that colour has no name',
  'the basket weighs nothing',
  'the clerk left early',
] as const;
const services = ['checkout', 'cart', 'payments', 'search', 'login', 'emails'] as const;

/** An alert of one of six services, whose words name nothing. */
export function nameless(n: number, change: Partial<Alert> = {}): Alert {
  const message = losses[n] ?? 'nothing fits';
  return alert({
    issueKey: `sentry:acme/loss-${n}`,
    service: services[n] ?? 'other',
    project: services[n] ?? 'other',
    title: `Loss${n}: ${message}`,
    message,
    type: `Loss${n}`,
    exceptions: [{ type: `Loss${n}`, value: message, module: null }],
    ...change,
  });
}

/** Half an hour in which now and then something breaks once, then six services that fail loudly within 20 s. */
export function namelessOutage(
  story: Story,
  from: number,
  called: (service: string) => string = (service) => service,
): void {
  for (let at = 0; at < from - 120_000; at += 120_000)
    story.tell(
      at,
      nameless(9, { issueKey: `sentry:acme/usual-${at}`, service: 'odd', eventId: `usual-${at}` }),
    );
  for (let alerts = 0; alerts < 5; alerts += 1)
    for (const [n, service] of services.entries())
      story.tell(
        from + n * 2_000 + alerts * 1_500,
        nameless(n, { service: called(service), eventId: `loss-${n}-${alerts}` }),
      );
}
