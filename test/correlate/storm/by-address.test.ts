import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Voter } from '../../../src/correlate/state/heard.ts';
import { joinInstead, type Joining } from '../../../src/correlate/storm/takeover.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { redisAlert } from '../../make.ts';
import { Story } from '../story.ts';
import { alertSaying, stormOf, voter } from '../voices.ts';

const byName = 'Error: timeout calling pricing';
const byAddress = 'Error: 14 UNAVAILABLE: connect ECONNREFUSED 10.3.1.7:8080';
const byBoth = 'Get "http://pricing:8080/v1/quote": dial tcp 10.3.1.7:8080: connect: connection refused';

function inThree(text: string, breakoutAt = 0): readonly Voter[] {
  return ['cart', 'mail', 'tax'].map((one) => voter(`${one}-${text}`, one, text, { breakoutAt }));
}

function joining(members: readonly Voter[], storm: readonly Voter[]): Joining | null {
  const finding = { cause: members[0]!.evidence.named!, issues: members.map(({ issue }) => issue) };
  return joinInstead(finding, members, [stormOf('inc-1', storm)], 100_000);
}

/** Issues of three services each that say so, and break out at these moments. */
function pagesFor(told: readonly { readonly text: string; readonly at: number }[]): number {
  const story = new Story();
  const alerts = told.flatMap(({ text, at }, n) =>
    [0, 1, 2, 3].flatMap((time) =>
      [0, 1, 2].map((service) => ({
        at: at + service * 1_500 + time * 6_000,
        said: saying(text, n, service),
      })),
    ),
  );
  for (const { at, said } of alerts.sort((a, b) => a.at - b.at))
    story.tell(at, { ...said, eventId: `${said.issueKey}-${at}` });
  return story.incidents.filter(({ page, parent }) => page !== null && parent === null).length;
}

function saying(text: string, n: number, service: number): Alert {
  const { title, type, message, exceptions } = alertSaying(text);
  const issueKey = `sentry:acme/7${n}${service}`;
  return {
    ...redisAlert('cart', 1),
    issueKey,
    service: `shop-${n}-${service}`,
    title,
    type,
    message,
    exceptions,
  };
}

describe('a host that some tell by its name and others by its address alone', () => {
  it('is one trouble, whichever is told first, and keeps or gets the name', () => {
    const { rule, cause } = joining(inThree(byAddress, 8_000), inThree(byName))!;
    expect([rule.code, cause.key]).toEqual(['cut-off-as-others', 'host:pricing']);
    expect(joining(inThree(byName, 8_000), inThree(byAddress))?.cause.key).toBe('host:pricing');
  });

  it('is another where the storm knows its address, or began long before', () => {
    const elsewhere = byAddress.replace('10.3.1.7', '10.3.1.8');
    expect(joining(inThree(byAddress), inThree(byBoth))?.cause.key).toBe('host:pricing');
    expect(joining(inThree(elsewhere), inThree(byBoth))).toBeNull();
    expect(joining(inThree(elsewhere), inThree(byAddress))).toBeNull();
    expect(joining(inThree(byAddress, 95_000), inThree(byName))).toBeNull();
  });

  it("is another where its port is that of an engine, it has another name as well, or the name is a vendor's", () => {
    expect(joining(inThree('Error: connect ECONNREFUSED 10.3.1.7:5432'), inThree(byName))).toBeNull();
    expect(joining(inThree(byAddress), inThree('Error: timeout calling api.stripe.com'))).toBeNull();
    const ledger = voter('ledger', 'web', byBoth.replace('pricing', 'ledger'));
    expect(joining([...inThree(byAddress), ledger], inThree(byName))).toBeNull();
  });

  it('wakes somebody once, and two hosts with names, or with addresses, wake for each', () => {
    const [ledger, elsewhere] = [byName.replace('pricing', 'ledger'), byAddress.replace('3.1.7', '9.9.9')];
    const once = fc.constantFrom([byName, byAddress], [byAddress, byName]);
    const each = fc.constantFrom([byName, ledger], [byAddress, elsewhere]);
    const told = fc.oneof(
      once.map((texts) => ({ texts, pages: 1 })),
      each.map((texts) => ({ texts, pages: 2 })),
    );
    fc.assert(
      fc.property(told, fc.integer({ min: 20_000, max: 80_000 }), ({ texts, pages }, later) => {
        expect(pagesFor(texts.map((text, n) => ({ text, at: n * later })))).toBe(pages);
      }),
      { numRuns: 40 },
    );
  });
});
