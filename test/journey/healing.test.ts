import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { journey, until, type Journey } from './scene/journey.ts';
import { sign } from './scene/raw-post.ts';
import { expectBalance, pages, roots } from './scene/seen.ts';
import { cacheIsGone, troubles } from './scene/trouble.ts';
import { lines, stormrelay } from './scene/command.ts';

const seed = 1305;
const speed = 20;
const refusedOfSentry = 300;
const strangersAtOnce = 16;

const before = 'the-client-secret-of-before-0123456789';
const rotated = 'the-client-secret-that-nobody-told-the-relay';

interface House {
  readonly of: Journey;
  readonly secrets: (...all: string[]) => Promise<void>;
  /** Ids of Sentry's refused deliveries, in the order in which they came. */
  readonly refused: string[];
}

/** A relay whose secret was rotated in Sentry and not here. */
async function house(): Promise<House> {
  const of = await journey({ seed, speed });
  const file = path.join(of.folder, 'sentry-secret');
  const secrets = (...all: string[]): Promise<void> => writeFile(file, all.join(','));
  await secrets(before);
  await of.start(withFile(of));
  of.fakes.sentry.setSecret(rotated);
  return { of, secrets, refused: [] };
}

function withFile(of: Journey): Record<string, string> {
  return {
    SENTRY_SIGNING_SECRETS: '',
    SENTRY_SIGNING_SECRETS_FILE: path.join(of.folder, 'sentry-secret'),
  };
}

/** An outage that Sentry tells of in vain, while strangers try the door, half of them in Sentry's form. */
async function refuse({ of, refused }: House, refusedOfStrangers: number): Promise<void> {
  const make = troubles(of, seed);
  const issues = ['basket', 'checkout', 'search', 'stock', 'cart'].map((one) => make(one, cacheIsGone(one)));
  let strangers = 0;
  const stranger = async (n: number): Promise<void> => {
    const imitated = `{"action":"triggered","installation":{"uuid":"${'7'.repeat(8)}"},"data":{"n":${n}}}`;
    const body = n % 2 === 0 ? `{"n":${n}}` : imitated;
    // One line serves many of them, as it would a real flood.
    const { status } = await fetch(`${of.url}/webhooks/sentry`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'sentry-hook-resource': 'event_alert',
        'sentry-hook-signature': sign('guessed', body),
        'x-forwarded-for': `9.9.${n % 3}.9`,
      },
    });
    expect(status).toBe(401);
  };
  for (let n = 0; refused.length < refusedOfSentry; n += 1) {
    for (const webhook of of.fakes.sentry.webhooksFor(issues[n % issues.length]!.event())) {
      if (refused.length === refusedOfSentry) break;
      const { status } = await of.fakes.sentry.send(webhook);
      expect(status).toBe(401);
      refused.push(webhook.idempotencyKey ?? expect.fail('a webhook without a key'));
      const due = Math.round((refused.length / refusedOfSentry) * refusedOfStrangers);
      while (strangers < due) {
        const some = Math.min(strangersAtOnce, due - strangers);
        await Promise.all(Array.from({ length: some }, (_, each) => stranger(strangers + each)));
        strangers += some;
      }
    }
  }
  expect(strangers).toBe(refusedOfStrangers);
}

/** Sentry's entries as the file has them. */
function inbox(of: Journey): readonly { readonly id: string; readonly first: number; readonly at: number }[] {
  const database = new DatabaseSync(path.join(of.folder, 'stormrelay.db'), { readOnly: true });
  try {
    return database
      .prepare("SELECT id, first_received_at, received_at FROM inbox WHERE source = 'sentry' ORDER BY seq")
      .all()
      .map((row) => ({
        id: String(row['id']),
        first: Number(row['first_received_at']),
        at: Number(row['received_at']),
      }));
  } finally {
    database.close();
  }
}

async function expectHealed({ of, refused }: House, secretAddedAt: number): Promise<void> {
  await until('somebody is woken', () => pages(of).some(({ status }) => status === 'triggered'));
  await of.rest();
  const healed = inbox(of);
  expect(healed.map(({ id }) => id)).toEqual(refused);
  expect(healed.map(({ first }) => first)).toEqual(healed.map(({ first }) => first).sort((a, b) => a - b));
  for (const { first, at } of healed) {
    expect(first).toBeLessThan(secretAddedAt);
    expect(at).toBeGreaterThanOrEqual(secretAddedAt);
  }
  expect((await of.api.books()).accepted).toBe(refusedOfSentry);
  expect(pages(of)).toHaveLength(1);
  await expectBalance(of);
}

/** 5 s are what it may take; told and not judged, because a busy machine may take longer. */
function tellHowLong(of: Journey, secretAddedAt: number): void {
  const last = Math.max(...inbox(of).map(({ at }) => at));
  const took = Math.round((last - secretAddedAt) / of.clock.speed);
  console.log(`${refusedOfSentry} healed within ${took} ms of the secret.`);
}

describe('deliveries that were refused because nobody told the relay the new secret', () => {
  it('enter the inbox once it stands in the file: in order, once, as of when they came, and somebody is woken', async () => {
    const here = await house();
    const { of, secrets } = here;
    await refuse(here, 5_000);
    expect((await of.api.books()).accepted).toBe(0);
    const note = (await of.api.readiness()).notes.join('\n');
    expect(note).toMatch(/in quarantine: .*Client Secret was rotated.*SENTRY_SIGNING_SECRETS/);
    expect(of.relay().stdout()).toContain('Most likely it is in the form of Sentry');

    const secretAddedAt = of.clock.now();
    await secrets(rotated, before);
    await until('all are in the inbox', async () => (await of.api.books()).accepted === refusedOfSentry);
    await expectHealed(here, secretAddedAt);
    tellHowLong(of, secretAddedAt);
    expect(roots(of)).toHaveLength(1);
    expect(await (await fetch(`${of.url}/metrics`)).text()).toContain(
      `stormrelay_healed_total ${refusedOfSentry}`,
    );
    // Those of strangers stay, and say what they are.
    const said = await stormrelay(of, ['quarantine', '--limit', '2']);
    // How many of all, a line for each cause, and the two that were asked for.
    const [all, inForm, stranger, ...rest] = lines(said.stdout);
    expect(all).toMatch(/^[\d,]+ deliveries are in quarantine\. Most likely:$/);
    expect([inForm, stranger]).toEqual([
      expect.stringMatching(/^ {2}[\d,]+ × (?:in the form of Sentry|of another installation)/),
      expect.stringMatching(/^ {2}[\d,]+ × not in the form/),
    ]);
    expect(rest).toHaveLength(2);
    expect(said.stdout).toMatch(/from 9\.9\.\d\.0\/24: /);
  });

  it('do so too when the relay is killed in the middle of it, and nothing enters twice', async () => {
    const here = await house();
    const { of, secrets } = here;
    await refuse(here, 500);
    const secretAddedAt = of.clock.now();
    await secrets(rotated, before);
    while (inbox(of).length === 0) await delay(1);
    await of.kill();
    await of.start(withFile(of));
    await until('all are in the inbox', async () => (await of.api.books()).accepted === refusedOfSentry);
    await expectHealed(here, secretAddedAt);
  });
});
