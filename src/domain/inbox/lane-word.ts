/** Somebody says that a lane works again, whatever it was told to wait for. */
export interface LaneWord {
  readonly lane: string;
  readonly who: string;
}
