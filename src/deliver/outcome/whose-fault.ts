/** What a lane did of late, apart from the row in question. */
export interface LaneHistory {
  /** When this lane last delivered anything; null when it has not since the start. */
  readonly laneDeliveredAt: number | null;
  /** When another row of this lane last failed; null when none has since the start. */
  readonly othersFailedAt: number | null;
}

/** A row that failed so often while its lane carried others is at fault itself. */
const faultyAfter = 3;

/**
 * Whether a row, not its lane, is to blame for its failures, `count` of them since `firstFailedAt`. While others of
 * the lane fail too, the lane is; a row is only when everything but it goes through.
 */
export function isAtFault(
  { laneDeliveredAt, othersFailedAt }: LaneHistory,
  count: number,
  firstFailedAt: number,
): boolean {
  const othersPass = laneDeliveredAt !== null && laneDeliveredAt > firstFailedAt;
  return count >= faultyAfter && othersPass && (othersFailedAt === null || othersFailedAt < firstFailedAt);
}
