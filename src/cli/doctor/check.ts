import { describeSettings } from '../../config/describe.ts';
import { loadRehearsal, loadSettings, whereaboutsIn } from '../../config/load.ts';
import { verdictOf } from '../../observe/questions.ts';
import { systemClock } from '../../seams/clock.ts';
import { UsageError } from '../complain.ts';
import { hanging, print } from '../print.ts';

/** How `check` is asked. */
interface CheckOptions {
  /** Ask the vendors too. */
  readonly online?: boolean;
  /** A secret that is missing is no mistake: the rules are judged where nobody keeps them. */
  readonly withoutSecrets?: boolean;
}

/** `stormrelay check`: says what the environment means, without starting anything. */
export async function check({ online = false, withoutSecrets = false }: CheckOptions): Promise<void> {
  if (online && withoutSecrets)
    throw new UsageError('--online asks with the secrets. Leave --without-secrets out.');
  const load = withoutSecrets ? loadRehearsal : loadSettings;
  const { settings, hints } = load(process.env, undefined, systemClock().now());
  const lines = describeSettings(settings);
  const width = Math.max(...lines.map(({ name }) => name.length));
  for (const { name, value } of lines) print(`${name.padEnd(width)}  ${hanging(value, width + 2)}`);
  for (const hint of hints) print(`hint: ${hint}`);
  if (!online) {
    print(verdictOn(hints.length));
    return;
  }
  const [{ askVendors }, { askedWords, placeOfAsked }] = await Promise.all([
    import('../asking/vendors.ts'),
    import('../asking/asked-words.ts'),
  ]);
  const answers = await askVendors(settings);
  const of = { settings, where: whereaboutsIn(process.env) };
  for (const { question, finding } of answers) {
    const name = question.drillsOnly ? `${question.id} (drills only)` : question.id;
    const said = of.where.sentence(askedWords(finding, placeOfAsked(finding, question, of)));
    print(`asked ${name}: ${verdictOf({ finding })}. ${said}`);
  }
  const works = answers.every((answer) => ['ok', 'unsure'].includes(verdictOf(answer)));
  print(works ? 'The configuration works.' : 'The configuration does not work as it is.');
  if (!works) process.exitCode = 1;
}

/** What may wake nobody is not called sound. */
function verdictOn(hints: number): string {
  if (hints === 0) return 'The configuration is sound.';
  return `The configuration can be used. Read the ${hints === 1 ? 'hint' : `${hints} hints`} above: something may not be meant so.`;
}
