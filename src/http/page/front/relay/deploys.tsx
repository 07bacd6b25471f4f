import type { JSX } from 'preact';
import type { ListedDeploy } from '../../../../domain/deploy.ts';
import { useAsked } from '../feed/use-asked.ts';
import { SafeLink } from '../incidents/links.tsx';
import { moment, zone } from '../words/moments.ts';

/** What was deployed lately: what changed before something broke. */
export function Deploys({ now }: { readonly now: number }): JSX.Element {
  const { body, trouble } = useAsked<{ readonly deploys: readonly ListedDeploy[] }>('/api/deploys', now);
  const deploys = body?.deploys ?? [];
  return (
    <section class="rules" aria-labelledby="deploys-title" id="deploys">
      <h2 id="deploys-title">{`Deploys of the last 24 h, ${zone(now)}`}</h2>
      {trouble !== null && <p class="error">{trouble}</p>}
      {body !== null && deploys.length === 0 && <p class="more">CI has told of none.</p>}
      <ol id="deploy-list">
        {deploys.map((deploy) => (
          <li key={`${deploy.environment}/${deploy.service}/${deploy.at}`}>
            <Told deploy={deploy} now={now} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Told({ deploy, now }: { readonly deploy: ListedDeploy; readonly now: number }): JSX.Element {
  const { service, version, environment, by, at, what, compareUrl } = deploy;
  return (
    <>
      <time dateTime={new Date(at).toISOString()}>{moment(at, now)}</time> <b>{service}</b>{' '}
      <SafeLink href={compareUrl} words={version ?? (compareUrl === null ? '' : 'changes')} />{' '}
      <span class="how">
        {[environment, by === null ? '' : `by ${by}`, what].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}
