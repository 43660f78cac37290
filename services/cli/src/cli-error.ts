import { TransientError } from '@lodestream/component';

/** The exit codes of sysexits.h that this command uses; 1 is any other failure. */
export const exitCodes = { ok: 0, failed: 1, usage: 64, unavailable: 69, config: 78 } as const;

/** A failure told to a person: what went wrong, what to do, and the exit code. */
export class CliError extends Error {
  override name = 'CliError';

  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
  }
}

/** The exit code of anything thrown; an error of ours brings its own, and what could not be had for now is told apart. */
export function exitCodeOf(error: unknown): number {
  const code = (error as { exitCode?: unknown } | null)?.exitCode;
  if (typeof code === 'number') return code;
  return error instanceof TransientError ? exitCodes.unavailable : exitCodes.failed;
}
