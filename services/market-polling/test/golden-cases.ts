import { PermanentError, TransientError } from '@lodestream/component';
import type { WebReply } from '@lodestream/polling';
import { readdirSync, readFileSync } from 'node:fs';

/** An answer of a provider, composed from the stated facts, and what must become of it. */
export interface GoldenCase {
  readonly name: string;
  readonly why: string;
  /** Which reader it is for. */
  readonly read: string;
  readonly coins?: readonly string[];
  readonly coin?: string;
  /** The capitalisation of the whole market that goes with it. */
  readonly total?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly expected?: unknown;
  /** The class of the error the reader throws. */
  readonly throws?: string;
  /** The sentence of that error: the place, what was expected there, and what came. */
  readonly says?: string;
}

/** The cases that lie in `testcases/` beside a spec. */
export function goldenCases(specUrl: string): GoldenCase[] {
  const folder = new URL('testcases/', specUrl);
  const names = readdirSync(folder).toSorted();
  return names.map(
    (name) => ({ name: name.replace('.json', ''), ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object) }) as GoldenCase,
  );
}

/** The reply as it comes from the wire: a text body is no JSON. */
export function repliesAs({ status = 200, headers = {}, body }: GoldenCase): WebReply {
  const isText = typeof body === 'string';
  return { status, headers, json: isText ? undefined : body, text: isText ? body : JSON.stringify(body) };
}

/** What a reader gave, or the class and sentence of what it threw; an error that is handed over is told by what matters of it. */
export function outcomeOf(read: () => unknown): unknown {
  try {
    return told(read());
  } catch (error) {
    if (error instanceof PermanentError || error instanceof TransientError) return { throws: error.errorClass, says: error.message };
    throw error;
  }
}

/** What {@link outcomeOf} must be. */
export const expectedOf = ({ expected, throws, says }: GoldenCase): unknown => (throws === undefined ? expected : { throws, says });

function told(value: unknown): unknown {
  if (!(value instanceof PermanentError || value instanceof TransientError)) return value;
  const { name, errorClass, retryAfterMs } = value;
  return { name, errorClass, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
