/** What travels beside the fixed sentence of a log line. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where a component writes its log: a fixed sentence, data in fields, an error whole and once under `error`. */
export interface Log {
  debug(sentence: string, fields?: LogFields): void;
  info(sentence: string, fields?: LogFields): void;
  warn(sentence: string, fields?: LogFields): void;
  error(sentence: string, fields?: LogFields): void;
}

/** A log that keeps nothing. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
