import { z } from 'zod';
import { webAddress, webProtocols } from '../domain/text/web-address.ts';
import type { ClockScale } from '../seams/clock.ts';

/** Whole numbers of a TCP port; 0 asks for any free one. */
export const port = z
  .string()
  .regex(/^\d{1,5}$/, 'Write a port number from 0 to 65535, for example 8080.')
  .transform(Number)
  .refine((value) => value <= 65_535, 'Write a port number from 0 to 65535, for example 8080.');

/** A host to listen on. */
export const host = z
  .string()
  .regex(
    /^[A-Za-z0-9.:_-]+$/,
    'Write an address or a host name to listen on, for example 127.0.0.1 or 0.0.0.0.',
  );

/** The file of the embedded store, out of `sqlite:<path>`. */
export const storePath = z
  .string()
  .refine(
    (url) => !/^postgres(ql)?:/.test(url),
    'PostgreSQL is not supported by this version. Write sqlite:<file>, for example sqlite:./data/stormrelay.db',
  )
  .refine(
    (url) => /^(postgres|sqlite:[^?#]+$)/.test(url),
    'Write sqlite:<file>, for example sqlite:./data/stormrelay.db',
  )
  .transform((url) => url.replace(/^sqlite:/, '').replace(/^\/\/(?=\/)/, ''));

/** A token that people and programs send in a header; `opens` says what for. */
export const accessToken = (opens: string): z.ZodString =>
  z
    .string()
    .regex(
      /^[\x21-\x7e]{8,512}$/,
      `Too short or with blanks: it opens ${opens}, so use at least 8 characters, better 32. Make one with: openssl rand -hex 32`,
    );

/** A secret that another service made; `from` says where to copy it. */
export const sharedSecret = (from: string): z.ZodString =>
  z.string().min(6, `Too short to be a secret (at least 6 characters). Copy ${from}.`);

/** A secret of one's own making. */
export const ownSecret = z
  .string()
  .min(6, 'Too short to be a secret (at least 6 characters). Make one with: openssl rand -hex 32');

/** A list written with commas. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** A host that links may lead to. */
export const linkHost = z
  .string()
  .toLowerCase()
  .regex(
    /^[a-z0-9.-]+(:\d{1,5})?$/,
    'Write host names as in a browser, without https:// and path, for example github.com,git.example.com',
  );

/** Names of environments, as the operator lists them; a `*` may stand at the end. */
export const environmentNames = list.pipe(
  z.array(
    z
      .string()
      .max(200, 'Longer than a name of an environment can be.')
      .regex(
        /^[^*]*\*?$/,
        'Write names of environments as Sentry has them, with commas; a * may stand at the end of one, for example staging,review-*',
      ),
  ),
);

const howToLink =
  'Write service=address pairs with commas, for example checkout=https://wiki.example.com/checkout,*=https://wiki.example.com/on-call';

/** Addresses by the names of services; `*` stands for all others. */
export const serviceLinks = list.transform((pairs, context): Readonly<Record<string, string>> => {
  const links = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const [service, address] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    const url = webAddress(address, { protocols: webProtocols, longest: longestLink });
    if (at < 1 || url === null) {
      context.addIssue({ code: 'custom', message: howToLink });
      return z.NEVER;
    }
    links.set(service, url.href);
  }
  return Object.fromEntries(links);
});

const longestLink = 240;

/** A base address of a provider. */
export const baseUrl = (example: string): z.ZodString =>
  z
    .string()
    .refine(
      (text) => /^https?:\/\/\S+$/.test(text) && webAddress(text, { protocols: webProtocols }) !== null,
      {
        message: `Write an address that begins with https:// (or http://), without user name and password, for example ${example}`,
      },
    );

/** `scaled:<speed>@<epoch>`, for simulations. */
export const clockScale = z
  .string()
  .regex(
    /^scaled:\d+(\.\d+)?@\d{1,16}$/,
    'Write scaled:<speed>@<epoch in UNIX ms>, for example scaled:6@1767225600000, or leave it out.',
  )
  .transform((text): ClockScale => {
    const [, speed = '1', epoch = '0'] = /^scaled:([^@]+)@(.+)$/.exec(text) ?? [];
    return { speed: Number(speed), epoch: Number(epoch) };
  })
  .refine(({ speed }) => speed > 0 && speed <= 1_000, 'The speed must be above 0 and at most 1000.');

/** How much the log tells. */
export const logLevel = z.enum(
  ['debug', 'info', 'warn', 'error', 'silent'],
  'Write debug, info, warn, error or silent.',
);

/** A switch. */
export const onOrOff = z.enum(['on', 'off'], 'Write on or off.').transform((word) => word === 'on');
