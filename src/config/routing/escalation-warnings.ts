import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/place.ts';
import type { Values } from '../schema/leaves.ts';
import type { SaidReceiver } from './shapes.ts';
import type { Place } from './walk.ts';

/** What an escalation is judged by. */
interface Known {
  readonly document: ConfigDocument;
  readonly values: Partial<Values>;
  readonly receivers: readonly SaidReceiver[];
}

/** What of a route's escalation wakes nobody, or never comes to pass. */
export function escalationWarnings(
  { document, receivers }: Known,
  { said, path, receiver }: Place,
): readonly Problem[] {
  const { escalate } = said;
  if (escalate === undefined) return [];
  const keyless = (name: string | null): boolean =>
    receivers.some((one) => one.name === name && one.pagerduty === undefined);
  const pagesNobody = (name: string | null): boolean =>
    keyless(name) || receivers.some((one) => one.name === name && one.page_when?.length === 0);
  const to = [...path, 'escalate', 'to'];
  if (escalate.to === receiver)
    return [
      document.problem(
        'route',
        'It escalates to the receiver that is woken anyway, so nothing happens. Name another.',
        to,
      ),
    ];
  const inShadow = (name: string | null): boolean =>
    receivers.some((one) => one.name === name && one.shadow === true);
  if (inShadow(receiver) !== inShadow(escalate.to))
    return [
      document.problem(
        'route',
        inShadow(receiver)
          ? `${receiver ?? ''} is in the shadow and pages nobody, so ${escalate.to} is not woken in its place.`
          : `${escalate.to} is in the shadow: that it would be woken is recorded, and nobody is.`,
        to,
      ),
    ];
  if (keyless(escalate.to))
    return [
      document.problem(
        'route',
        `${escalate.to} has no PagerDuty key, so nobody is woken there. Give it pagerduty, or name another.`,
        to,
      ),
    ];
  return isInVain(said, receiver, pagesNobody)
    ? [
        document.problem(
          'route',
          `${receiver ?? ''} pages nobody, so there is nothing that could stay unacknowledged.`,
          [...path, 'escalate'],
        ),
      ]
    : [];
}

/** Whether nobody is paged there: routes within escalate too, unless they say otherwise, and may have a pager of their own. */
function isInVain(
  route: Place['said'],
  receiver: string | null,
  pagesNobody: (name: string | null) => boolean,
): boolean {
  const children = route.routes ?? [];
  return (
    pagesNobody(receiver) &&
    children.every(
      (child) => child.escalate !== undefined || isInVain(child, child.receiver ?? receiver, pagesNobody),
    )
  );
}

/** Where no acknowledgement is heard of, whoever an escalation names is woken beside whoever is at work. */
export function noWayBack(
  { document, values, receivers }: Known,
  places: readonly Place[],
): readonly Problem[] {
  const { 'pagerduty.webhook_secrets': told, 'slack.signing_secrets': signed } = values;
  const { 'slack.app_token': socket } = values;
  const isKeyed = (name: string | undefined): boolean =>
    receivers.some((one) => one.name === name && one.pagerduty !== undefined && one.shadow !== true);
  const first = places.find(({ said }) => isKeyed(said.escalate?.to));
  if (first === undefined || told === undefined || signed === undefined) return [];
  const hasButtons =
    signed.length > 0 ||
    socket != null ||
    receivers.some(({ slack }) => slack?.signing_secrets !== undefined || slack?.app_token !== undefined);
  if (told.length > 0 || hasButtons) return [];
  const [hooks, buttons] = ['pagerduty.webhook_secrets', 'slack.signing_secrets'].map((path) =>
    document.nameOf(path),
  );
  const to = first.said.escalate?.to ?? '';
  return [
    document.problem(
      'route',
      `Who acknowledges in PagerDuty is not heard of here, and Slack has no buttons, so ${to} is woken although somebody is at work. Set ${hooks ?? ''}, or ${buttons ?? ''}.`,
      [...first.path, 'escalate'],
    ),
  ];
}
