import { createSimClock, type SimClock } from '../clock.ts';

/** `STORMRELAY_CLOCK` cannot be used; the message is one clear line. */
export class ClockSettingError extends Error {
  override readonly name = 'ClockSettingError';
}

const fastest = 1_000;

/**
 * The clock that `STORMRELAY_CLOCK` names, as a relay reads it: `scaled:<speed>@<epoch in UNIX ms>`. Both then agree on
 * every moment. Unset or empty: real time.
 * @throws ClockSettingError when it is anything else.
 */
export function clockOf({ STORMRELAY_CLOCK: setting }: NodeJS.ProcessEnv): SimClock {
  const text = setting?.trim() ?? '';
  if (text === '') return createSimClock(1, Date.now());
  const [, speed, epoch] = /^scaled:(\d+(?:\.\d+)?)@(\d{1,16})$/.exec(text) ?? [];
  if (speed === undefined || epoch === undefined)
    throw new ClockSettingError(
      'STORMRELAY_CLOCK: Write scaled:<speed>@<epoch in UNIX ms>, for example scaled:6@1767225600000, or leave it out.',
    );
  if (Number(speed) <= 0 || Number(speed) > fastest)
    throw new ClockSettingError(`STORMRELAY_CLOCK: The speed must be above 0 and at most ${fastest}.`);
  return createSimClock(Number(speed), Number(epoch));
}
