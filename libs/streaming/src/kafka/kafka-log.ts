import type { Log } from '@lodestream/component';
import { logLevel, type LogEntry } from './kafkajs.js';

// What each broker answers in its first seconds; kafkajs asks again, and whoever waits too long for that tells of it.
const stillLoading = "The coordinator is loading and hence can't process requests for this group";

/** Hands over what kafkajs logs. Its errors are mostly failures it then retries, so they are warnings here: only we know which are not. */
export function kafkaLogCreator(log: Log): () => (entry: LogEntry) => void {
  return () => (entry) => {
    const { timestamp: _timestamp, logger: _logger, message, error, stack: _stack, ...fields } = entry.log;
    const data = {
      part: entry.namespace,
      ...fields,
      ...(error === undefined ? {} : { cause: String(error) }),
    };
    const unexpected = (entry.level === logLevel.ERROR || entry.level === logLevel.WARN) && error !== stillLoading;
    if (unexpected) return log.warn(`kafkajs: ${message}`, data);
    log.debug(`kafkajs: ${message}`, data);
  };
}
