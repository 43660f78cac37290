/**
 * How a component lives: its constructor does no I/O, `start` connects and returns promptly, `stop` takes in nothing new,
 * finishes what is in flight and closes. `stop` is safe twice, safe before `start`, and bounded by a deadline.
 */
export interface Lifecycle {
  start(): Promise<void>;
  stop(): Promise<void>;
}
