import { z } from 'zod';
import { webAddress, webProtocols } from '../../domain/text/web-address.ts';
import type { ClockScale } from '../../seams/clock.ts';
import { listOf, nativeOr, text, type Bounds } from './natives.ts';

/** Whole numbers of a TCP port; 0 asks for any free one. */
const portAdvice = 'Write a port number from 0 to 65535, for example 8080.';
export const port = wholeNumber({ from: 0, to: 65_535, advice: portAdvice });

/** A whole number, also written as text. */
export function wholeNumber({ from, to, advice }: Bounds): z.ZodType<number> {
  const shape = z.number(advice).int(advice).min(from, advice).max(to, advice);
  return nativeOr((said) => (/^\d{1,9}$/.test(said) ? Number(said) : said), shape);
}

/** How many events a program is told a minute at most. */
export const hookEventsAMinute = wholeNumber({
  from: 10,
  to: 60_000,
  advice: 'Write a whole number from 10 to 60000, for example 600.',
});

/** A host to listen on. */
export const host = text.regex(
  /^[A-Za-z0-9.:_-]+$/,
  'Write an address or a host name to listen on, for example 127.0.0.1 or 0.0.0.0.',
);

/** The file of the embedded store, out of `sqlite:<path>`. */
export const storePath = text
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
  text.regex(
    /^[\x21-\x7e]{8,512}$/,
    `Too short or with blanks: it opens ${opens}, so use at least 8 characters, better 32. Make one with: openssl rand -hex 32`,
  );

/** A secret that another service made; `from` says where to copy it. */
export const sharedSecret = (from: string): z.ZodString =>
  text.min(6, `Too short to be a secret (at least 6 characters). Copy ${from}.`);

/** A secret of one's own making. */
export const ownSecret = text.min(
  6,
  'Too short to be a secret (at least 6 characters). Make one with: openssl rand -hex 32',
);

/** A host that links may lead to. */
export const linkHost = text
  .toLowerCase()
  .regex(
    /^[a-z0-9.-]+(:\d{1,5})?$/,
    'Write host names as in a browser, without https:// and path, for example github.com,git.example.com',
  );

/** Names of environments, as the operator lists them; a `*` may stand at the end. */
export const environmentNames = listOf(
  z.array(
    text
      .max(200, 'Longer than a name of an environment can be.')
      .regex(
        /^[^*]*\*?$/,
        'Write names of environments as Sentry has them, with commas; a * may stand at the end of one, for example staging,review-*',
      ),
  ),
);

const longestLink = 240;

/** An address that people are led to. It may well be plain http inside a company. */
const link = text
  .refine(
    (address) => webAddress(address, { protocols: webProtocols, longest: longestLink }) !== null,
    'Write an address that begins with https:// (or http://), for example https://wiki.example.com/checkout',
  )
  .transform((address) => new URL(address).href);

const howToLink =
  'Write service=address pairs with commas, for example checkout=https://wiki.example.com/checkout,*=https://wiki.example.com/on-call';

/** What the operator says of services, by their names; `*` stands for all others. A variable says runbooks alone. */
export const services = z.preprocess(
  (said, context) => {
    if (typeof said !== 'string') return said;
    const pairs = said
      .split(',')
      .filter((pair) => pair.trim() !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim(), { runbook: pair.slice(at + 1).trim() }] as const;
      });
    const isRight = pairs.every(
      ([service, { runbook }]) => service !== '' && link.safeParse(runbook).success,
    );
    if (isRight) return Object.fromEntries(pairs);
    context.addIssue({ code: 'custom', message: howToLink });
    return z.NEVER;
  },
  z.record(
    z.string(),
    z.strictObject(
      {
        owner: text
          .max(80, 'Longer than 80 characters: write the name of a team or a person.')
          .optional()
          .describe('Who it belongs to, as messages say it: a team or a person. Nobody is pinged by it.'),
        runbook: link.optional().describe('Where to read what to do.'),
      },
      'Write owner, runbook or both, for example checkout-api: { owner: payments, runbook: https://wiki.example.com/checkout }',
    ),
    'Write a mapping of services, for example checkout-api: { runbook: https://wiki.example.com/checkout }',
  ),
);

/** A base address of a provider. */
export const baseUrl = (example: string): z.ZodString =>
  text.refine(
    (address) =>
      /^https?:\/\/\S+$/.test(address) && webAddress(address, { protocols: webProtocols }) !== null,
    {
      message: `Write an address that begins with https:// (or http://), without user name and password, for example ${example}`,
    },
  );

/** `scaled:<speed>@<epoch>`, for simulations. */
export const clockScale = text
  .regex(
    /^scaled:\d+(\.\d+)?@\d{1,16}$/,
    'Write scaled:<speed>@<epoch in UNIX ms>, for example scaled:6@1767225600000, or leave it out.',
  )
  .transform((said): ClockScale => {
    const [, speed = '1', epoch = '0'] = /^scaled:([^@]+)@(.+)$/.exec(said) ?? [];
    return { speed: Number(speed), epoch: Number(epoch) };
  })
  .refine(({ speed }) => speed > 0 && speed <= 1_000, 'The speed must be above 0 and at most 1000.');

/** The e-mail address of a person at a provider. */
export const mailAddress = z
  .string()
  .regex(
    /^[\x21-\x3f\x41-\x7e]{1,64}@[A-Za-z0-9.-]{1,190}$/,
    'Write one e-mail address without a name around it, for example relay@example.com',
  );

/** How much the log tells. */
export const logLevel = z.enum(
  ['debug', 'info', 'warn', 'error', 'silent'],
  'Write debug, info, warn, error or silent.',
);

/** A switch. */
export const onOrOff = nativeOr(
  (said) => ({ on: true, true: true, off: false, false: false })[said] ?? said,
  z.boolean('Write on or off.').meta({ type: ['boolean', 'string'], enum: [true, false, 'on', 'off'] }),
);
