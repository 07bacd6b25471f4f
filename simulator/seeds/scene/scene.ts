import type { Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSeededRandom, seedOf } from '../../seeded-random.ts';
import { Disk, type CutOff } from '../machine/disk.ts';
import { standOn, type Machine } from '../machine/globals.ts';
import { VirtualTime } from '../machine/virtual-time.ts';
import { call, type WireAnswer, type WireRequest } from '../machine/wire.ts';
import { live, type Life } from '../relay/life.ts';
import type { During, Story } from '../story/story.ts';
import { Network } from '../world/network.ts';
import { relayOrigin, setProviders, type Providers } from '../world/providers.ts';
import { Record } from './record.ts';

/** Something waits so long for its moment, ms. */
const armedForMs = 20_000;
/** Whoever was away for longer reads in Sentry what happened meanwhile, ms. */
const awayMs = 62_000;
/** Stories begin on a Tuesday morning. */
const epoch = Date.UTC(2027, 5, 15, 9, 0, 0);

/** One story on its stage: the relay's lives on one store, the providers and the network between them. */
export class Scene {
  readonly story: Story;
  readonly time: VirtualTime;
  readonly disk: Disk;
  readonly network: Network;
  readonly providers: Providers;
  readonly record: Record;
  /** Chance of the world; the story's own was drawn before. */
  readonly chance: () => number;
  private readonly folder: string;
  private readonly relayChance: () => number;
  private readonly servers = new Map<number, Server>();
  private readonly waiting = new Set<{ readonly life: number; readonly end: (answer: null) => void }>();
  private readonly armed = new Set<{ readonly what: During; readonly run: () => void }>();
  private lives = 0;
  private life: Life | null = null;
  private frozen: Life | null = null;
  private cut: { readonly cutOff: CutOff; readonly downMs: number } | null = null;

  constructor(story: Story) {
    const chanceOf = (name: string): (() => number) => createSeededRandom(seedOf(name, story.seed)).next;
    this.story = story;
    this.chance = chanceOf('world');
    this.relayChance = chanceOf('relay');
    this.time = new VirtualTime(epoch, chanceOf('order'));
    const memory = process.platform === 'linux' ? '/dev/shm' : tmpdir();
    this.folder = mkdtempSync(path.join(memory, 'stormrelay-seed-'));
    const store = path.join(this.folder, 'stormrelay.db');
    this.disk = new Disk(store, {
      life: () => Number(this.time.current() === 'world' ? 0 : this.time.current()),
      onCut: (life) => void this.time.next(() => this.cutOff(life), 'world'),
      onRefused: (fault) => this.record.process(fault, this.isAsked()),
    });
    standOn(this.machine());
    this.providers = setProviders(story, this.time, store);
    this.record = new Record(this.time, store);
    this.network = new Network({
      time: this.time,
      chance: this.chance,
      providers: this.providers.byHost,
      begun: (one) => {
        this.record.callBegins(one);
        if (one.state !== null) this.fire('send-under-way', this.chance() * 60);
      },
      settled: (one) => this.record.callEnds(one),
    });
  }

  /** What stands under the relay, and under everything else in this process. */
  private machine(): Machine {
    return {
      time: this.time,
      chance: this.relayChance,
      disk: this.disk,
      fetch: (input, init = {}) => this.fetch(new URL(input instanceof Request ? input.url : input), init),
      listens: (server, port) => {
        if (port === 0) return false;
        this.servers.set(Number(this.time.current()), server);
        return true;
      },
    };
  }

  isUp(): boolean {
    return this.life?.isUp() === true;
  }

  /** Starts a life of the relay. */
  start(): void {
    this.lives += 1;
    this.life = live({
      number: this.lives,
      time: this.time,
      environment: this.providers.environment,
      file: this.providers.file,
      hear: (line) => this.record.line(line),
    });
  }

  /** Kills the relay, and starts it anew after a while. */
  kill(downMs: number): void {
    const { life } = this;
    if (life === null) return;
    this.leave(life);
    this.life = null;
    const begin = (): void => {
      if (downMs > awayMs) this.record.awayUntil = this.time.elapsed();
      this.start();
    };
    this.time.after(downMs, begin, 'world');
  }

  planCut(cutOff: CutOff, downMs: number): void {
    // A power cut would take both processes, and puts back the file that one of them still has open.
    if (this.life === null || (cutOff.power && this.frozen !== null)) return;
    this.cut = { cutOff, downMs };
    this.disk.plan(cutOff);
  }

  /** Lets the relay end in order, and starts it anew. */
  restart(): void {
    const { life } = this;
    if (life?.isUp() !== true) return;
    void life.stop().then(() => {
      const isReplaced = this.frozen === life;
      if (this.life !== life && !isReplaced) return;
      this.leave(life);
      // It stood still while it ended: another one has taken its place already.
      if (isReplaced) return;
      this.life = null;
      this.time.after(500, () => this.start(), 'world');
    });
  }

  /** The relay stands still and somebody removes its lock; a second one takes its place, and then the first goes on. */
  freeze(forMs: number): void {
    const { life } = this;
    if (life?.isUp() !== true || this.frozen !== null || this.cut?.cutOff.power === true) return;
    this.frozen = life;
    this.time.hold(life.number);
    this.record.lifeReplaced(life.number);
    this.endWaiting(life.number);
    rmSync(`${this.disk.path}.lock`, { force: true });
    this.start();
    this.time.after(forMs, () => this.time.release(life.number), 'world');
    this.time.after(forMs + 40_000, () => this.mustHaveEnded(life), 'world');
  }

  /** Does something as soon as the relay is about that, and in any case before long. */
  during(what: During, run: () => void): void {
    if (what === 'at-rest') {
      run();
      return;
    }
    const one = { what, run };
    this.armed.add(one);
    this.time.after(
      armedForMs,
      () => {
        if (this.armed.delete(one)) run();
      },
      'world',
    );
  }

  /** A request to the relay's door; null: no answer. */
  ask(request: WireRequest): Promise<WireAnswer | null> {
    const { life, time } = this;
    const server = life === null ? undefined : this.servers.get(life.number);
    if (life?.isUp() !== true || server === undefined) return Promise.resolve(null);
    return new Promise((resolve) => {
      const waiter = { life: life.number, end: resolve };
      this.waiting.add(waiter);
      this.fire('webhook-waits', 0);
      const answered = (answer: WireAnswer | 'reset'): void =>
        void time.after(
          1,
          () => {
            this.waiting.delete(waiter);
            resolve(answer === 'reset' ? null : answer);
          },
          'world',
        );
      time.next(
        () =>
          void call((incoming, outgoing) => server.emit('request', incoming, outgoing), request).then(
            answered,
          ),
        life.number,
      );
    });
  }

  /** Whether somebody waits for the relay's answer. */
  isAsked(): boolean {
    return this.waiting.size > 0;
  }

  /** The relay ended by itself: so a supervisor starts it anew, and the judge hears of it. */
  look(): void {
    const { life, frozen } = this;
    if (frozen?.ended() != null) {
      this.leave(frozen);
      this.frozen = null;
    }
    const why = life?.ended() ?? null;
    if (life === null || why === null) return;
    // On a full disk no store can be opened: the supervisor tries again.
    if (this.time.elapsed() > this.record.fullUntil)
      this.record.broken('the relay ended by itself', why.slice(0, 600));
    this.kill(1_000);
  }

  close(): void {
    for (const life of [this.life, this.frozen]) if (life !== null) this.leave(life);
    this.record.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private cutOff(life: number): void {
    const { cut } = this;
    this.cut = null;
    if (this.life?.number !== life) {
      if (this.frozen?.number === life) this.leave(this.frozen);
      return;
    }
    if (cut === null) return;
    const { written, power } = cut.cutOff;
    this.record.process(power ? 'power-cut' : written ? 'cut-after' : 'cut-before', this.isAsked());
    this.kill(cut.downMs);
  }

  private leave(life: Life): void {
    this.record.lifeEnds(life.number, this.network.calls);
    this.time.forget(life.number);
    this.disk.leave(life.number);
    this.endWaiting(life.number);
    this.servers.delete(life.number);
    if (this.frozen === life) this.frozen = null;
  }

  private fire(what: During, afterMs: number): void {
    for (const one of [...this.armed]) {
      if (one.what !== what) continue;
      this.armed.delete(one);
      this.time.after(afterMs, one.run, 'world');
    }
  }

  private endWaiting(life: number): void {
    for (const waiter of [...this.waiting]) {
      if (waiter.life !== life) continue;
      this.waiting.delete(waiter);
      waiter.end(null);
    }
  }

  private mustHaveEnded(life: Life): void {
    if (this.frozen !== life) return;
    if (life.ended() === null)
      this.record.broken('one relay', 'a process that another one has replaced went on for 40 s');
    this.leave(life);
  }

  private async fetch(url: URL, init: RequestInit): Promise<Response> {
    if (this.time.current() !== 'world') return this.network.fetch(url, init);
    if (url.origin !== relayOrigin) throw new TypeError('fetch failed');
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    const body = Buffer.from(typeof init.body === 'string' ? init.body : '');
    const answer = await this.ask({
      method: init.method ?? 'GET',
      path: url.pathname + url.search,
      headers,
      body,
    });
    if (answer === null) throw new TypeError('fetch failed');
    return new Response(answer.status === 204 ? null : answer.body, { status: answer.status });
  }
}
