import type { Entry } from '../../src/domain/inbox/entry.ts';
import { drillDelivery, type DrillCommand } from '../../src/ingest/drill-command.ts';
import { entry, redisAlert } from '../make.ts';
import { seeded } from './storm-entries.ts';

/** Free numbers between two real entries, so that drills beside them change no number of theirs. */
const spread = 100;

/** The same entries with room between their numbers. */
export function spaced(entries: readonly Entry[]): readonly Entry[] {
  return entries.map((one) => ({ ...one, seq: one.seq * spread }));
}

/**
 * Entries with drills among them that look as much like the real ones as they can: the same services, issues,
 * errors, causes and times. Some end, some are cancelled, some are never ended.
 */
export function withDrills(
  entries: readonly Entry[],
  seed: number,
  drills: number,
  numbers: 'spaced' | 'dense' = 'spaced',
): readonly Entry[] {
  const random = seeded(seed * 7 + 1);
  const mixed: Entry[] = [];
  const plans = Array.from({ length: drills }, (_, n) => ({
    n,
    // The first is early enough, and always ended.
    from: n === 0 ? 5 : Math.floor(random() * (entries.length - 1)),
    storm: random() < 0.5,
    ends: n === 0 || random() < 0.7,
    id: '',
  }));
  for (const [index, one] of spaced(entries).entries()) {
    const real = numbers === 'spaced' ? one : { ...one, seq: mixed.length + 1 };
    mixed.push(real);
    let seq = real.seq;
    const add = (make: (seq: number) => Entry): void => void mixed.push(make(++seq));
    const command = (told: DrillCommand, id: string): void =>
      add((at) => ({ ...drillDelivery(told, id), seq: at, receivedAt: real.receivedAt }));
    for (const plan of plans) {
      const nonce = `nonce-${plan.n}`;
      if (plan.from === index) {
        plan.id = `drill-${seq + 1}`;
        const subject = { service: 'service-1', environment: 'production', release: null, by: null };
        command(
          {
            action: 'register',
            nonce,
            scenario: plan.storm ? 'storm' : 'single',
            alerts: plan.storm ? 8 : 1,
            subject,
          },
          `register-${plan.n}`,
        );
      } else if (plan.id !== '' && index < plan.from + 10) {
        add((at) => synthetic(at, real.receivedAt, nonce, random));
      } else if (plan.ends && index === plan.from + 20) {
        command({ action: 'end', drill: plan.id, result: 'passed', summary: 'ok' }, `end-${plan.n}`);
      }
    }
  }
  return mixed;
}

/** An alert as a real one of the outage, but signed as a drill. */
function synthetic(seq: number, at: number, nonce: string, random: () => number): Entry {
  const service = Math.floor(random() * 6);
  const body = redisAlert(`service-${service}`, Math.floor(random() * 4), {
    eventAt: at,
    eventId: `d${seq}`,
    level: random() < 0.5 ? 'fatal' : 'error',
    release: '1.2.0',
    tags: [['stormrelay.drill', nonce]],
  });
  return { ...entry(seq, at, body), source: 'drill', verifiedBy: 'drill' };
}
