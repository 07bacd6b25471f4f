const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

export const hoursOf = (ms) => clock.format(ms);
export const secondsOf = (ms) => seconds.format(ms);
export const dayOf = (ms) => day.format(ms);

/** A span as people say it: `4:05`, or `1:02:03`. */
export function spanOf(ms) {
  const all = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(all / 60) % 60, all % 60];
  if (all >= 3600) parts.unshift(Math.floor(all / 3600));
  return parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** Says the dates of a message in the reader's own zone, as Slack does. */
export function localise(element, now) {
  for (const time of element.querySelectorAll('time[data-at]')) {
    const at = Number(time.dataset.at);
    const today = new Date(at).toDateString() === new Date(now).toDateString();
    time.textContent = (time.dataset.format ?? '')
      .replace('{date_short_pretty}', today ? 'today' : short.format(at))
      .replace('{date_short}', short.format(at))
      .replace('{time_secs}', secondsOf(at))
      .replace('{time}', hoursOf(at));
  }
}
