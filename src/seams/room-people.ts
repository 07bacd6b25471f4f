/** People of the pager, as the chat knows them. */
export type RoomPeopleAnswer =
  | {
      readonly kind: 'told';
      /** `user` is the chat's id. */
      readonly people: readonly { readonly user: string; readonly name: string }[];
      /** Names of those whom the chat does not know. */
      readonly unknown: readonly string[];
      /** Why nobody could be asked for, and what to do, as a sentence; null: they could. */
      readonly why: string | null;
    }
  /** It may be told later. */
  | { readonly kind: 'untold'; readonly waitMs: number };

/** Knows whom the chat should ask into the channel of an incident. */
export interface RoomPeople {
  /** Never rejects. */
  onCall(): Promise<RoomPeopleAnswer>;
  /** The same of one, by the pager's id. Never rejects. */
  one(user: { readonly id: string; readonly name: string }): Promise<RoomPeopleAnswer>;
}
