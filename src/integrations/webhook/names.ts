/** What the settings of one address are called, for advice on them. */
export interface HookNames {
  readonly url: string;
  readonly secret: string;
  readonly allowPrivate: string;
}

/** Those of the program that is told of everything. */
export const namesForAll: HookNames = {
  url: 'WEBHOOK_URL',
  secret: 'WEBHOOK_SECRET',
  allowPrivate: 'WEBHOOK_ALLOW_PRIVATE',
};

/** Those of a receiver of the routes. */
export function namesOfReceiver(name: string): HookNames {
  const of = (key: string): string => `webhook.${key} of receiver ${name}`;
  return { url: of('url'), secret: of('secret'), allowPrivate: of('allow_private') };
}
