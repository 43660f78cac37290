/** Something is wrong with the secrets file or its key; the start ends with 78, saying what to do. */
export class SecretsError extends Error {
  override name = 'SecretsError';
  readonly exitCode = 78;

  constructor(problem: string, remedy: string, cause?: unknown) {
    super(`${problem}. ${remedy}`, cause === undefined ? undefined : { cause });
  }
}
