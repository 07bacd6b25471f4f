import type { JSX } from 'preact';
import { pagedNotWords } from '../words/incident-words.ts';
import { moment } from '../words/moments.ts';
import { isUnsent } from '../words/page-words.ts';
import { deployWords } from '../words/story-words.ts';
import { SafeLink } from './links.tsx';
import type { IncidentAnswer } from './told.ts';

/** Why somebody was woken, or was not. */
export function Paging({ answer }: { readonly answer: IncidentAnswer }): JSX.Element {
  const { view, at: now } = answer;
  const { paging } = answer.page;
  const hasPages = paging.some(({ pages }) => pages.length > 0);
  const why = isUnsent(view.page) ? 'Why it is to page' : 'Why it paged';
  return (
    <section aria-labelledby="paging-title">
      <h2 id="paging-title">{hasPages ? why : 'Why it did not page'}</h2>
      <div id="paging">
        {paging.length === 0 && <p>{pagedNotWords(view)}</p>}
        {paging.map((one) => (
          <PagedFor key={one.receiver ?? ''} of={one} now={now} />
        ))}
      </div>
    </section>
  );
}

function PagedFor({
  of: { receiver, pages, not },
  now,
}: {
  readonly of: IncidentAnswer['page']['paging'][number];
  readonly now: number;
}): JSX.Element {
  return (
    <div class="paged-for">
      {receiver !== null && <h3>{receiver}</h3>}
      <ol>
        {pages.map(({ at, code, reason }, n) => (
          <li key={`${n} ${at}`}>
            <time>{moment(at, now)}</time>
            {` ${n === 0 ? '' : `Page ${n + 1}: `}${reason} `}
            {/* What an older relay decided has no rule of today. */}
            {code !== 'told-before' && <code>{code}</code>}
          </li>
        ))}
      </ol>
      {not !== null && <p class="unpaged">{`Not paged: ${not}`}</p>}
    </div>
  );
}

/** What was deployed shortly before it, and since. */
export function Deploys({ answer }: { readonly answer: IncidentAnswer }): JSX.Element {
  const { view, at: now } = answer;
  const { deploys } = answer.page;
  return (
    <section aria-labelledby="deploys-title">
      <h2 id="deploys-title">Deploys around it</h2>
      <div id="deploys">
        {deploys.length === 0 ? (
          <p class="none">CI has told of none within an hour before it or since.</p>
        ) : (
          <ol class="deploys">
            {deploys.map((deploy) => (
              <li key={`${deploy.service} ${deploy.version ?? ''} ${deploy.at}`}>
                <time>{moment(deploy.at, now)}</time>
                {` ${deployWords(deploy, view.openedAt)} `}
                {deploy.compareUrl != null && <SafeLink href={deploy.compareUrl} words="changes" />}
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
