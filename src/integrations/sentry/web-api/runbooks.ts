import type { z } from 'zod';
import { webAddress } from '../../../domain/text/web-address.ts';
import type { Clock } from '../../../seams/clock.ts';
import type { CallAnswer, SentryClient } from './client.ts';
import { detectorList, workflowList } from './wire.ts';

const keptMs = 10 * 60_000;
const mostPages = 5;
const longestRunbook = 240;

/**
 * Links that authors of alerts and monitors wrote for whoever is woken, by the names of these. They come from members
 * of the organization, over its API, and out of no error; still they are https, and shown, never called.
 */
export class Runbooks {
  private readonly client: SentryClient;
  private readonly clock: Pick<Clock, 'now'>;
  private known: { readonly byName: ReadonlyMap<string, string>; readonly at: number } | null = null;

  constructor(client: SentryClient, clock: Pick<Clock, 'now'>) {
    this.client = client;
    this.clock = clock;
  }

  /** The link of an alert or monitor of this name; null where there is none, or Sentry does not tell. */
  async of(name: string): Promise<string | null> {
    const now = this.clock.now();
    if (this.known === null || now - this.known.at > keptMs)
      this.known = { byName: await this.read(), at: now };
    return this.known.byName.get(name) ?? null;
  }

  private async read(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const take = (name: string, texts: readonly (string | null | undefined)[]): void => {
      const link = texts.map(linkIn).find((one) => one !== null);
      if (link != null && !found.has(name)) found.set(name, link);
    };
    for (const { name, actionFilters } of await this.all('workflows', workflowList))
      take(
        name,
        actionFilters.flatMap(({ actions }) => actions.map(({ data }) => data?.notes)),
      );
    for (const { name, description } of await this.all('detectors', detectorList)) take(name, [description]);
    return found;
  }

  private async all<T>(what: string, shape: z.ZodType<readonly T[]>): Promise<readonly T[]> {
    const path = ['organizations', this.client.org, what];
    const found: T[] = [];
    let cursor: string | null = null;
    for (let n = 0; n < mostPages; n += 1) {
      const query: [string, string][] = cursor === null ? [] : [['cursor', cursor]];
      const page: CallAnswer<readonly T[]> = await this.client.call({ route: 'rules', path, query, shape });
      if (page.kind !== 'told') break;
      found.push(...page.value);
      cursor = page.next;
      if (cursor === null) break;
    }
    return found;
  }
}

/** The first https address of a text, as people write it or as Slack's markup has it (`<https://…|words>`). */
function linkIn(text: string | null | undefined): string | null {
  for (const [found] of (text ?? '').matchAll(/https:\/\/[^\s<>|"'`)\]]{3,}/g)) {
    const url = webAddress(found.replace(/[.,;:!?]+$/, ''), { longest: longestRunbook });
    if (url !== null) return url.href;
  }
  return null;
}
