import type { JSX } from 'preact';

/** A term, what stands behind it, and in which tone. */
export type TonedFact = readonly [term: string, value: string, tone?: string];

/** A list of `term: value`. */
export function FactList({
  kind = 'facts',
  facts,
}: {
  readonly kind?: string;
  readonly facts: readonly TonedFact[];
}): JSX.Element {
  return (
    <dl class={kind}>
      {facts.map(([term, value, tone = '']) => (
        <div key={term} data-tone={tone}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
