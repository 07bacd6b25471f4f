import { askForForms } from '../pipeline/asking/forms-loop.ts';
import { followLinks } from '../pipeline/asking/links-loop.ts';
import type { FormAsker } from '../seams/form-asker.ts';
import type { Locator } from '../seams/locator.ts';

/** Who asks a vendor something beside sending. */
interface Asking {
  readonly locators: readonly Locator[];
  readonly askers: readonly FormAsker[];
}

type Deps = Omit<Parameters<typeof followLinks>[0], 'locators'>;

/** What is asked of vendors beside sending, a credential by itself: where messages are seen, and which forms they take. */
export class VendorLoops {
  private readonly deps: Deps;
  private readonly overs = new Map<string, AbortController>();
  private readonly done = new Set<Promise<void>>();
  private asking: Asking;
  private signal: AbortSignal | null = null;

  constructor(deps: Deps, asking: Asking) {
    this.deps = deps;
    this.asking = asking;
  }

  /** Resolves when all have ended after the signal. */
  async run(signal: AbortSignal): Promise<void> {
    this.signal = signal;
    this.begin(this.asking);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.all(this.done);
  }

  /** Asks by these in the place of those who had their credentials, and no longer by those that are not present. */
  renew(fresh: Asking, present: ReadonlySet<string>): void {
    const isFresh = ({ credential }: { readonly credential: string }): boolean =>
      [...fresh.locators, ...fresh.askers].some((one) => one.credential === credential);
    for (const [credential, over] of this.overs)
      if (!present.has(credential) || isFresh({ credential })) over.abort();
    const stays = (one: { readonly credential: string }): boolean =>
      present.has(one.credential) && !isFresh(one);
    this.asking = {
      locators: [...this.asking.locators.filter(stays), ...fresh.locators],
      askers: [...this.asking.askers.filter(stays), ...fresh.askers],
    };
    this.begin(fresh);
  }

  private begin({ locators, askers }: Asking): void {
    const { signal } = this;
    if (signal === null) return;
    for (const credential of new Set([...locators, ...askers].map((one) => one.credential))) {
      const over = new AbortController();
      this.overs.set(credential, over);
      const own = (one: { readonly credential: string }): boolean => one.credential === credential;
      const until = AbortSignal.any([signal, over.signal]);
      const run = Promise.all([
        followLinks({ ...this.deps, locators: locators.filter(own) })(until),
        askForForms({ ...this.deps, askers: askers.filter(own) })(until),
      ]).then(() => undefined);
      this.done.add(run);
      void run.finally(() => this.done.delete(run));
    }
  }
}
