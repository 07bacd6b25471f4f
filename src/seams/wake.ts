/**
 * How the roles of one relay tell each other that something has happened. What has happened is in the store: whoever is
 * told looks there, and would find it without being told, only later. In one process it is a message between threads.
 */
export interface Wake<Told, Heard> {
  tell(message: Told): void;
  /** Calls back with each message, in the order in which they were told. */
  hear(listener: (message: Heard) => void): void;
}
