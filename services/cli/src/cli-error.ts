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

/** The exit code of anything thrown; an error of ours brings its own. */
export function exitCodeOf(error: unknown): number {
  const code = (error as { exitCode?: unknown } | null)?.exitCode;
  return typeof code === 'number' ? code : exitCodes.failed;
}
