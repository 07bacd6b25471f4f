import { isPrivateHost } from '../integrations/webhook/address.ts';

/**
 * What is wrong with the address of a program that is told, as far as it says by itself; null: nothing. Where its name
 * leads, is looked at when something is sent.
 * @param allow What the setting is called that allows private addresses.
 */
export function hookAddressTrouble(
  { url: text, allowPrivate }: { readonly url: string; readonly allowPrivate: boolean },
  allow: string,
): string | null {
  if (allowPrivate) return null;
  const url = new URL(text);
  if (isPrivateHost(url))
    return `An address of this machine or of a private network. Write one of the internet, or set ${allow} to true if you mean it.`;
  return url.protocol === 'https:'
    ? null
    : `With http, everybody on the way could read what is told. Write an https address, or set ${allow} to true if it stays in your own network.`;
}
