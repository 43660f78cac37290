/** One thing wrong with the configuration: where it stands, what stands there, and what to do about it. */
export interface ConfigProblem {
  readonly file: string;
  readonly line: number | null;
  /** As one would say it: `miners[0].ip`. */
  readonly path: string;
  /** The value as text; `(hidden)` where it is or may be a secret, `(absent)` where there is none. */
  readonly value: string;
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
}

/** Every problem of a configuration at once; the process ends with 78 (EX_CONFIG of sysexits.h). */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly exitCode = 78;

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(describeProblems(problems));
  }
}

function describeProblems(problems: readonly ConfigProblem[]): string {
  const title = `The configuration has ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}:`;
  return [title, ...problems.map(describeProblem)].join('\n');
}

function describeProblem(problem: ConfigProblem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}`;
  return `  ${place}  ${problem.path}: ${problem.message}; found ${problem.value}\n      ${problem.remedy}`;
}

const secretName = /pass|pwd|secret|token|api_?key|private_?key|credential/i;

/** Up to the last @: what is no credential may be hidden, and never the other way round. */
const loginInUrl = /:\/\/[^\s"]*@/g;
/** What follows the path may be a key, whatever its name. */
const queryInUrl = /(:\/\/[^\s"?#]*[?#])[^\s"]+/g;

/** Whether a setting's name says that its value may be a secret. */
export const mayBeSecret = (path: string): boolean => secretName.test(path);

/** How a value is shown: shortened, and never where its name says secret. */
export function showValue(path: string, value: unknown): string {
  if (value === undefined) return '(absent)';
  if (mayBeSecret(path)) return '(hidden)';
  const plain = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value, hideSecrets) ?? typeof value);
  const text = plain.replace(loginInUrl, '://(hidden)@').replace(queryInUrl, '$1(hidden)');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function hideSecrets(key: string, value: unknown): unknown {
  return secretName.test(key) ? '(hidden)' : value;
}
