/** One page of a list, and the header that leads to the others. */
interface Page<T> {
  readonly items: readonly T[];
  /** Both directions are always named; `results` says whether anything is there. */
  readonly link: string;
}

const mostAPage = 100;

/** Cuts a list by `cursor` (`0:<offset>:0`) and `limit` or `per_page`, as Sentry's cursors do. */
export function pageOf<T>(list: readonly T[], address: URL): Page<T> {
  const query = address.searchParams;
  const asked = Number(query.get('limit') ?? query.get('per_page') ?? mostAPage);
  const size = Number.isInteger(asked) && asked > 0 ? Math.min(asked, mostAPage) : mostAPage;
  const [, offset = '0'] = (query.get('cursor') ?? '0:0:0').split(':');
  const from = Math.max(0, Number(offset) || 0);
  const linkTo = (rel: string, cursor: string, results: boolean): string => {
    const there = new URL(address);
    there.searchParams.set('cursor', cursor);
    return `<${there.href}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  };
  return {
    items: list.slice(from, from + size),
    link: [
      linkTo('previous', `0:${Math.max(0, from - size)}:1`, from > 0),
      linkTo('next', `0:${from + size}:0`, from + size < list.length),
    ].join(', '),
  };
}
