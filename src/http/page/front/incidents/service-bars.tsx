import type { JSX } from 'preact';
import { plural } from '../words/figures.ts';
import type { IncidentAnswer } from './told.ts';

/** The services that it struck, the loudest first. */
export function ServiceBars({
  page: { services, moreServices },
}: Pick<IncidentAnswer, 'page'>): JSX.Element | null {
  if (services.length === 0) return null;
  const most = Math.max(1, ...services.map(({ events }) => events));
  return (
    <section aria-labelledby="services-title" id="services-part">
      <h2 id="services-title">Services</h2>
      <ol id="services" class="service-bars">
        {services.map(({ name, events }) => (
          <Bar key={name} name={name} share={events / most} figure={plural(events, 'event')} />
        ))}
        {moreServices > 0 && <Bar name={`and ${plural(moreServices, 'more service')}`} share={0} figure="" />}
      </ol>
    </section>
  );
}

function Bar({
  name,
  share,
  figure,
}: {
  readonly name: string;
  readonly share: number;
  readonly figure: string;
}): JSX.Element {
  return (
    <li>
      <span class="service">{name}</span>
      <svg class="bar-line" aria-hidden="true">
        <rect height="100%" rx="2" width={`${share === 0 ? 0 : Math.max(1, share * 100)}%`} />
      </svg>
      <span class="events">{figure}</span>
    </li>
  );
}
