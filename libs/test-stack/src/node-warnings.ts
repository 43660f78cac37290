import { runInThisContext } from 'node:vm';

/** What Node warned of in this process while somebody listened. */
export interface NodeWarnings {
  /** Each as `name: message`, in order. */
  readonly seen: readonly string[];
  stop(): void;
}

/** Notes what Node warns of in this process from now on. jest hands specs a copy of `process`, which hears of no warning; this is the real one. */
export function watchNodeWarnings(): NodeWarnings {
  const real = runInThisContext('process') as NodeJS.Process;
  const seen: string[] = [];
  const note = ({ name, message }: Error): void => void seen.push(`${name}: ${message}`);
  real.on('warning', note);
  return { seen, stop: () => void real.off('warning', note) };
}
