/** The environment as a process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** True when the variable has more than blanks in it. */
export function isSet(environment: Environment, name: string): boolean {
  return (environment[name] ?? '').trim() !== '';
}
