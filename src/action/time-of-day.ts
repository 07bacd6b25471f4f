/** A moment as people read it: the time where it was today, with the day where it was not. */
export function timeOf(at: number, now: number): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return 'an unknown time';
  const iso = new Date(at).toISOString();
  const day = iso.slice(0, 10);
  const isToday = Math.abs(now - at) < 86_400_000 && day === new Date(now).toISOString().slice(0, 10);
  return `${isToday ? '' : `${day} `}${iso.slice(11, 16)} UTC`;
}
