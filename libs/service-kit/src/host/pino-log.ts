import type { Log, LogFields } from '@lodestream/component';
import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

/** What stands in every line of one service's log. */
export interface LogOptions {
  readonly service: string;
  readonly environment: string;
  /** debug, info, warn or error. */
  readonly level: string;
  readonly destination?: DestinationStream;
}

/** A log of JSON lines on standard error, so that standard output stays for what a command was asked for. */
export function createLog(options: LogOptions): Log {
  const settings = {
    level: options.level.toLowerCase(),
    base: { service: options.service, environment: options.environment },
    messageKey: 'message',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: stdSerializers.errWithCause },
  };
  return adapt(pino(settings, options.destination ?? pino.destination({ fd: 2, sync: true })));
}

function adapt(logger: Logger): Log {
  return {
    debug: (sentence: string, fields: LogFields = {}) => logger.debug(fields, sentence),
    info: (sentence: string, fields: LogFields = {}) => logger.info(fields, sentence),
    warn: (sentence: string, fields: LogFields = {}) => logger.warn(fields, sentence),
    error: (sentence: string, fields: LogFields = {}) => logger.error(fields, sentence),
  };
}
