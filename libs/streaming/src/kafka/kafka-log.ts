import type { Log } from '@lodestream/component';
import { logLevel, type LogEntry } from './kafkajs.js';

/** Hands over what kafkajs logs. Its errors are mostly failures it then retries, so they are warnings here: only we know which are not. */
export function kafkaLogCreator(log: Log): () => (entry: LogEntry) => void {
  return () => (entry) => {
    const { timestamp: _timestamp, logger: _logger, message, error, stack: _stack, ...fields } = entry.log;
    const data = {
      part: entry.namespace,
      ...fields,
      ...(error === undefined ? {} : { cause: String(error) }),
    };
    if (entry.level === logLevel.ERROR || entry.level === logLevel.WARN) return log.warn(`kafkajs: ${message}`, data);
    log.debug(`kafkajs: ${message}`, data);
  };
}
