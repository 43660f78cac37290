import type { Log } from '@lodestream/component';
import type { LoggerService } from '@nestjs/common';

/** Brings Nest's own messages into our log: its start-up chatter as debug, its warnings and errors as they are. */
export function nestLog(log: Log): LoggerService {
  const fields = (rest: readonly unknown[]): { nest: unknown } => ({ nest: rest.at(-1) });
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(String(message), fields(rest)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(String(message), fields(rest)),
    verbose: (message: unknown, ...rest: unknown[]) => log.debug(String(message), fields(rest)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(String(message), fields(rest)),
    error: (message: unknown, ...rest: unknown[]) =>
      log.error(String(message), { ...fields(rest), error: message instanceof Error ? message : rest[0] }),
    fatal: (message: unknown, ...rest: unknown[]) => log.error(String(message), fields(rest)),
  };
}
