import { likelyWords } from '../domain/inbox/likely-words.ts';
import { hanging, print } from './print.ts';
import { reading, when } from './reading-store.ts';

/** `stormrelay quarantine`: deliveries whose signature did not match. */
export async function quarantine({ limit }: { readonly limit: string }): Promise<void> {
  await reading(async (store) => {
    const refused = await store.quarantined(Number(limit) || 20);
    if (refused.length === 0) print('Nothing is in quarantine.');
    for (const one of refused)
      print(
        hanging(
          `${when(one.at)}  ${one.kind}  ${one.deliveryId}  ${one.reason}  from ${one.network === '' ? 'somewhere' : one.network}: ${likelyWords[one.likely]}.`,
          4,
        ),
      );
  });
}
