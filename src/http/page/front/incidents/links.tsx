import type { JSX } from 'preact';

/** A link where there is one, else the words alone. Nothing but https is followed. */
export function SafeLink({
  href,
  words,
}: {
  readonly href: string | null | undefined;
  readonly words: string;
}): JSX.Element {
  if (href?.startsWith('https://') !== true) return <>{words}</>;
  return (
    <a href={href} rel="noreferrer" target="_blank">
      {words}
    </a>
  );
}

/** The page of an incident. */
export function addressOf(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}
