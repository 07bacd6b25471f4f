/** What a call takes between relay and fakes at most, real ms: three storms at a time share the machine. */
const realMs = 200;

/** So far apart, in virtual ms, may be when the relay sends something and when a fake gets it. */
export function onItsWayMs(speed: number): number {
  return realMs * speed;
}
