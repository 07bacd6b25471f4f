/** The command line cannot be understood or followed; the message is one clear line. */
export class WrongUseError extends Error {
  override readonly name = 'WrongUseError';
}
