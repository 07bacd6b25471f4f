import { ConfigError } from '../../config/config-error.ts';
import type { Whereabouts } from '../../config/document/whereabouts.ts';
import { loadRehearsal, loadSettings, whereaboutsIn, type Loaded } from '../../config/load.ts';
import type { Settings } from '../../config/settings.ts';
import { secretsOf } from '../../config/secrets.ts';
import { counted } from '../../domain/text/figures.ts';
import { createOwnRedactor, type Redactor } from '../../domain/text/secrets.ts';
import { systemClock } from '../../seams/clock.ts';
import { askVendors } from '../asking/vendors.ts';
import { hanging, print, type Line } from '../print.ts';
import { besideFakes } from './fakes-beside.ts';
import { foundIn, type Fact, type Found } from './facts.ts';
import { lookAtDisk, lookAtPort } from './look-machine.ts';
import { lookAtAddress, lookAtClock } from './look-outside.ts';
import { lookAtPagerDuty, lookAtSentry, lookAtSlack, receiversFound } from './look-vendors.ts';
import { judged, type Judged } from './words.ts';

/** How `doctor` is asked. */
interface DoctorOptions {
  /** One document for programs, instead of lines for people. */
  readonly json?: boolean;
  /** Beside fakes of all vendors: no account and no secret is needed. */
  readonly fakes?: boolean;
}

/**
 * `stormrelay doctor`: looks at the configuration and at the world around it, and says of each finding what to do. It
 * posts nothing, pages nobody and changes nothing. Exit code 0: nothing is wrong; 1: something is, or could not be
 * asked; 2: the configuration cannot be used.
 */
export async function doctor({ json = false, fakes = false }: DoctorOptions): Promise<void> {
  const loaded = read({ json, fakes });
  if (loaded === null) return;
  const where = whereaboutsIn(process.env);
  const beside = fakes ? await besideFakes(loaded.settings) : null;
  try {
    const found = [
      ...foundIn('configuration', [
        { code: 'configuration-read' },
        ...loaded.hints.map((said) => ({ code: 'hint', said }) as const),
        ...(fakes ? stillNeeded() : []),
      ]),
      ...(await lookAround({ settings: beside?.settings ?? loaded.settings, where }, fakes)),
    ];
    // What vendors answer may quote a secret.
    tell(documentOf(found, where, createOwnRedactor(secretsOf(loaded.settings))), json);
  } finally {
    await beside?.close();
  }
}

/** Null: it cannot be used, and a program was told so; people read it where every command says it. */
function read({ json, fakes }: Required<DoctorOptions>): Loaded | null {
  try {
    return (fakes ? loadRehearsal : loadSettings)(process.env, undefined, systemClock().now());
  } catch (error) {
    if (!json || !(error instanceof ConfigError)) throw error;
    const mistakes = error.problems.map((said) => ({ code: 'mistake', said }) as const);
    print(JSON.stringify(documentOf(foundIn('configuration', mistakes), nowhere), null, 2));
    process.exitCode = 2;
    return null;
  }
}

/** What a real relay would refuse to start without. */
function stillNeeded(): readonly Fact[] {
  try {
    loadSettings(process.env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((said) => ({ code: 'still-needed', said }));
  }
}

/** Of what cannot be used, every line says itself where it stands. */
const nowhere: Whereabouts = {
  setting: (path) => path,
  said: () => null,
  value: () => null,
  sentence: (text) => text,
};

/** What is configured, and where it stands. */
interface Configured {
  readonly settings: Settings;
  readonly where: Whereabouts;
}

async function lookAround(of: Configured, fakes: boolean): Promise<readonly Found[]> {
  const { settings } = of;
  const clock = systemClock(settings.clock);
  const here = systemClock();
  const [answers, slack, sentry, port, time, address] = await Promise.all([
    askVendors(settings),
    lookAtSlack(of, clock),
    lookAtSentry(settings, clock),
    lookAtPort(settings),
    lookAtClock(settings, () => here.now()),
    fakes ? ([{ code: 'address-not-asked' }] as const) : lookAtAddress(settings, () => here.now()),
  ]);
  return inOrder([
    ...slack,
    ...receiversFound(answers, of),
    ...(await lookAtPagerDuty(of, answers, clock)),
    ...sentry,
    ...foundIn('clock', [time]),
    ...foundIn('disk', [lookAtDisk(settings)]),
    ...foundIn('port', [port]),
    ...foundIn('address', address),
  ]);
}

const areas: readonly Found['area'][] = [
  'configuration',
  'slack',
  'pagerduty',
  'webhook',
  'sentry',
  'clock',
  'disk',
  'port',
  'address',
];

function inOrder(found: readonly Found[]): readonly Found[] {
  return areas.flatMap((area) => found.filter((one) => one.area === area));
}

const colours: Readonly<Record<Judged, NonNullable<Line['colour']>>> = {
  ok: 'green',
  advice: 'yellow',
  unsure: 'gray',
  'no answer': 'yellow',
  wrong: 'red',
};

function tell(document: ReturnType<typeof documentOf>, json: boolean): void {
  if (document.verdict === 'wrong') process.exitCode = 1;
  if (json) {
    print(JSON.stringify(document, null, 2));
    return;
  }
  for (const { area, verdict, detail } of document.findings) {
    const head = `${verdict.padEnd(9)}  ${area.padEnd(13)}  `;
    print({ text: `${head}${hanging(detail, head.length)}`, colour: colours[verdict] });
  }
  const open = document.findings.filter(({ verdict }) => isTrouble(verdict)).length;
  print(
    open === 0
      ? 'Nothing is wrong.'
      : `${counted(open, 'finding')} ${open === 1 ? 'needs' : 'need'} somebody: see "wrong" and "no answer" above.`,
  );
}

function isTrouble(verdict: Judged): boolean {
  return verdict === 'wrong' || verdict === 'no answer';
}

/** What a program is told. */
function documentOf(
  found: readonly Found[],
  where: Whereabouts,
  untold: Pick<Redactor, 'text'> = createOwnRedactor([]),
): {
  readonly verdict: 'ok' | 'wrong';
  readonly findings: readonly { area: string; code: string; verdict: Judged; detail: string }[];
} {
  const findings = found.map(({ area, fact }) => {
    const code = fact.code === 'asked' && fact.finding.kind !== 'yes' ? fact.finding.code : fact.code;
    const { verdict, detail } = judged(fact, where);
    return { area, code, verdict, detail: untold.text(detail) };
  });
  return { verdict: findings.some(({ verdict }) => isTrouble(verdict)) ? 'wrong' : 'ok', findings };
}
