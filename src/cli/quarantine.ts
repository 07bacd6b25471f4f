import { byWeight, likelyWords, type QuarantineTally } from '../domain/inbox/likely-words.ts';
import { counted, grouped } from '../domain/text/figures.ts';
import { hanging, print } from './print.ts';
import { reading, when } from './reading-store.ts';

/** `stormrelay quarantine`: deliveries whose signature did not match; how many of which cause first. */
export async function quarantine({ limit }: { readonly limit: string }): Promise<void> {
  await reading(async (store) => {
    const { quarantined, quarantinedBy } = await store.stats();
    const refused = await store.quarantined(Number(limit) || 20);
    if (quarantined === 0) print('Nothing is in quarantine.');
    else for (const line of talliedLines(quarantined, quarantinedBy)) print(line);
    for (const one of refused)
      print(
        hanging(
          `${when(one.at)}  ${one.kind}  ${one.deliveryId}  ${one.reason}  from ${one.network === '' ? 'somewhere' : one.network}: ${likelyWords[one.likely]}.`,
          4,
        ),
      );
  });
}

/** The one of them that asks for something is not to be picked out from between strangers. */
export function talliedLines(quarantined: number, by: QuarantineTally): readonly string[] {
  return [
    `${counted(quarantined, 'delivery is', 'deliveries are')} in quarantine. Most likely:`,
    ...byWeight(by).map(([cause, count]) => `  ${grouped(count)} × ${likelyWords[cause]}.`),
  ];
}
