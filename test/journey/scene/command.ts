import type { Journey } from './journey.ts';
import { live, relayCommand } from './relay-life.ts';

/** What a command said and how it ended. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `stormrelay …` with the environment of the journey's relay, or with another one. */
export async function stormrelay(
  { env }: Pick<Journey, 'env'>,
  args: readonly string[],
  input = '',
): Promise<Said> {
  const life = live(relayCommand(...args), env, input);
  const { code } = await life.ended;
  return { code, stdout: life.stdout(), stderr: life.stderr() };
}

/** The lines of a text, without the empty one at its end. */
export function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
