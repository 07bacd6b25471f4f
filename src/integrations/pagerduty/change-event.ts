import type { ChangeProjection } from '../../domain/sending/projection.ts';
import { webAddress } from '../../domain/text/web-address.ts';
import { eventLimits } from './limits.ts';
import { oneLine, shortened } from './text.ts';

/**
 * A change event (PagerDuty developer docs, "Send Change Events": `POST /v2/change/enqueue`): shown beside the incidents
 * of its service for 90 days; it notifies nobody.
 */
interface ChangeEvent {
  readonly routing_key: string;
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly timestamp: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly links?: readonly { readonly href: string; readonly text: string }[];
}

const longestDetail = 2_000;

/** The event of a deploy. @param plain Without what is not needed, because it was refused with it. */
export function changeEventOf(
  { service, deploy }: ChangeProjection,
  routingKey: string,
  plain: boolean,
): ChangeEvent {
  const { version, at, by, what, compareUrl } = deploy;
  const deployed = `Deployed ${service}${version === null ? '' : ` ${version}`}${by === null ? '' : ` by ${by}`}`;
  const link = plain || compareUrl === null ? null : webAddress(compareUrl);
  const details = plain ? {} : { service, version, deployed_by: by, change: what };
  const told = Object.entries(details).flatMap(([name, text]) =>
    text === null ? [] : [[name, shortened(text, longestDetail)] as const],
  );
  return {
    routing_key: routingKey,
    payload: {
      summary: oneLine(what === null ? deployed : `${deployed}: ${what}`, eventLimits.summary),
      source: oneLine(service, eventLimits.shortText) || 'stormrelay',
      timestamp: new Date(at).toISOString(),
      custom_details: Object.fromEntries(told),
    },
    ...(link !== null && { links: [{ href: link.href, text: 'What changed' }] }),
  };
}
