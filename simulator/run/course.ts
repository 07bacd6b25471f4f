/** How far a storm has been sent, for those who wait for a moment of it. */
export interface Course {
  /** Everything planned before this moment was sent (virtual UNIX ms). */
  reached: number;
  /** How much later than planned the rest comes (virtual ms): a quiet time is never shortened to catch up. */
  late: number;
  /** While true nothing is sent: a relay that is to be back by now is still being started by the machine. */
  held: boolean;
  /** How many times as fast as planned it comes; 0: it is paused. */
  pace: number;
  /** How much of `late` is because somebody turned the pace; below 0: it comes sooner (virtual ms). */
  turned: number;
  /** Up to when the pace was reckoned with (virtual UNIX ms); null: it did not begin. */
  upto: number | null;
}

/** A course on which nothing was sent yet. */
export function newCourse(): Course {
  return { reached: -Infinity, late: 0, held: false, pace: 1, turned: 0, upto: null };
}

/** Time went on, at the pace as it was. */
export function goOn(course: Course, now: number): void {
  const shift = (now - (course.upto ?? now)) * (1 - course.pace);
  course.upto = now;
  course.late += shift;
  course.turned += shift;
}

/** Somebody turns the pace, from now on. */
export function turnPace(course: Course, pace: number, now: number): void {
  goOn(course, now);
  course.pace = pace;
}
