import type { Whereabouts } from '../../config/document/whereabouts.ts';
import { counted } from '../../domain/text/figures.ts';
import type { MachineFact } from './facts.ts';

/** What is so, and what to do about it; null where nothing is to do, or where the words before say it themselves. */
export type Said = readonly [what: string, todo: string | null];

type OfAddress = Extract<MachineFact, { readonly code: `address-${string}` | 'certificate-ends' }>;

type OfDisk = Extract<MachineFact, { readonly code: `disk-${string}` }>;

function isOfDisk(fact: MachineFact): fact is OfDisk {
  return fact.code.startsWith('disk-');
}

function isOfAddress(fact: MachineFact): fact is OfAddress {
  return /^(?:address|certificate)-/.test(fact.code);
}

/** What is said of this machine, and of the way to it. */
export function machineWords(fact: MachineFact, where: Whereabouts): Said {
  if (isOfAddress(fact)) return addressWords(fact, where);
  return isOfDisk(fact) ? diskWords(fact, where) : clockOrPortWords(fact);
}

function clockOrPortWords(fact: Exclude<MachineFact, OfAddress | OfDisk>): Said {
  switch (fact.code) {
    case 'clock-agrees':
      return [
        `This machine's clock agrees with that of ${fact.host}, to the second or two that can be told.`,
        null,
      ];
    case 'clock-off':
    case 'clock-wrong':
      return [
        `This machine's clock is ${Math.round(Math.abs(fact.skewMs) / 1_000)} s ${fact.skewMs > 0 ? 'ahead of' : 'behind'} that of ${fact.host}. Slack's buttons are refused beyond 5 minutes, and times in messages are wrong.`,
        'Let NTP set the clock.',
      ];
    case 'clock-unknown':
      return [
        `Nobody told the time (${fact.hosts.join(', ')}), so this machine's clock was compared with none.`,
        'Let it reach one of them (DNS, firewall, proxy).',
      ];
    case 'port-free':
      return [`${fact.where} is free.`, null];
    case 'port-relay':
      return [`A relay answers at ${fact.where} already.`, null];
    case 'port-taken':
      return [fact.why, fact.advice];
  }
}

function diskWords(fact: OfDisk, where: Whereabouts): Said {
  const { folder } = fact;
  const another = `or name another file in ${where.setting('store')}`;
  switch (fact.code) {
    case 'disk-takes': {
      const made = `${folder} is not there yet. The relay makes it in ${fact.near}, which`;
      const free = `can be written, with ${gibibytes(fact.freeBytes)} free.`;
      return [`${fact.near === folder ? folder : made} ${free}`, null];
    }
    case 'disk-small':
      return [
        `${folder} has ${gibibytes(fact.freeBytes)} free, and the store may come to need ${gibibytes(fact.neededBytes)}.`,
        `Give it more room, or lower ${where.setting('retention.max_size')}.`,
      ];
    case 'disk-full':
      return [
        `The disk of ${folder} has ${gibibytes(fact.freeBytes)} free, less than one twentieth: the relay takes no webhooks then.`,
        'Free space.',
      ];
    case 'disk-refuses':
      return [`Nothing can be written in ${folder}: ${fact.why}.`, `Correct that, ${another}.`];
    case 'disk-missing':
      return [
        `The folder ${folder} does not exist, and none can be made in ${fact.near}: ${fact.why}.`,
        `Make it, for the relay's user, ${another}.`,
      ];
  }
}

function addressWords(fact: OfAddress, where: Whereabouts): Said {
  const own = where.setting('public_url');
  switch (fact.code) {
    case 'address-missing':
      return [
        'The relay does not know its own address: pages and messages cannot lead here, and the address that Sentry sends to cannot be compared.',
        `Set ${own}.`,
      ];
    case 'address-not-asked':
      return ['The own address is not asked beside the fakes.', 'Ask again without --fakes.'];
    case 'address-open':
      return [
        `${fact.url} is not https: whoever is on the way reads what Sentry sends.`,
        `Put a proxy with TLS in front, and its address into ${own}.`,
      ];
    case 'address-silent':
      return [
        `${fact.url} gave no answer (${fact.why}).`,
        `Start the relay and its proxy, or correct ${own}, and ask again; from inside some networks it cannot be reached.`,
      ];
    case 'address-not-trusted':
      return [
        `The certificate of ${fact.url} is not trusted (${fact.why}): Sentry, Slack and PagerDuty may not connect.`,
        'Renew it, with its whole chain.',
      ];
    case 'certificate-ends':
      return [`The certificate of ${fact.url} ends in ${counted(fact.days, 'day')}.`, 'Renew it.'];
    case 'address-other':
      return [
        `${fact.url}/healthz answers with HTTP ${fact.status}, which is not a relay.`,
        `Start the relay, or correct ${own} or the proxy.`,
      ];
    case 'address-answers': {
      const good =
        fact.days === null ? '' : `, with a certificate that is good for ${counted(fact.days, 'day')}`;
      return [`The relay answers at ${fact.url}${good}.`, null];
    }
  }
}

function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
