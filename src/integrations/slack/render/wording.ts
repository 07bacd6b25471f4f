const second = 1000;

/** UNIX ms that JavaScript's dates can hold (ECMAScript, "Time Values and Time Range"). */
const lastMoment = 8.64e15;

/** A moment as every reader's Slack shows it in the reader's own time zone: the day where it matters, and the time. */
export function dayAndTime(at: number): string {
  return dateToken(at, '{date_short_pretty} at {time_secs}', `${iso(at).slice(0, 10)} ${utcTime(at)}`);
}

/** A moment's time of day in the reader's own time zone. */
export function timeOfDay(at: number): string {
  return dateToken(at, '{time_secs}', utcTime(at));
}

/** `14:02:11 UTC`, for texts in which Slack replaces nothing. */
export function utcTime(at: number): string {
  return `${iso(at).slice(11, 19)} UTC`;
}

/** docs.slack.dev/messaging/formatting-message-text, "Date formatting": `<!date^seconds^format|fallback>`. */
function dateToken(at: number, format: string, fallback: string): string {
  return `<!date^${Math.floor(moment(at) / second)}^${format}|${fallback}>`;
}

function iso(at: number): string {
  // Years beyond 9999 are written longer; their last 24 characters still hold the day and the time.
  return new Date(moment(at)).toISOString().slice(-24);
}

function moment(at: number): number {
  return Number.isFinite(at) ? Math.min(Math.max(0, at), lastMoment) : 0;
}

/** How moments are written. */
export interface Times {
  readonly time: (at: number) => string;
  readonly moment: (at: number) => string;
}

/** In messages, where Slack shows them in the reader's own time zone. */
export const readersTimes: Times = { time: timeOfDay, moment: dayAndTime };

/** In texts in which Slack replaces nothing. */
export const plainTimes: Times = { time: utcTime, moment: utcTime };
