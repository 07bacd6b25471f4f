import { grouped } from '../text/figures.ts';
import type { PageShown } from './projection.ts';

/** What is true of a page now, by what its pager answered: wherever a page is spoken of, it is called so. */
export function pageWord({ standing, generation }: Pick<PageShown, 'standing' | 'generation'>): string {
  const again = generation > 1 ? ' again' : '';
  switch (standing) {
    case 'due':
      return `Paged${again}`;
    case 'joined':
      return 'Joined a page that rang before';
    case 'ended':
      return `Was paged${again}`;
    case 'queued':
      return `Pages${again} soon`;
    case 'waiting':
    case 'sending':
      return `Paging${again}`;
    case 'unsure':
      return `Paged${again} unless it was handled first`;
    case 'trying':
      return `Not paged${again} yet`;
    case 'in-doubt':
      return `Perhaps paged${again}`;
    case 'given-up':
      return `Nobody was paged${again}`;
  }
}

/** `, sent again 2 times, not sent once more yet`: of the same for each time that it happened again. Empty: it did not. */
export function againWords({ again, resend }: Pick<PageShown, 'again' | 'resend'>): string {
  const taken = again === 0 ? '' : `, sent again${again === 1 ? '' : ` ${grouped(again)} times`}`;
  return resend === undefined ? taken : `${taken}, ${resendWords[resend]}`;
}

const resendWords: Readonly<Record<NonNullable<PageShown['resend']>, string>> = {
  sending: 'being sent once more',
  trying: 'not sent once more yet',
  'in-doubt': 'perhaps sent once more',
  'given-up': 'never sent once more',
};
