import { PermanentError, TransientError } from '@lodestream/component';

/** A device's answer as JSON, and whether it had to be mended to be one. */
export interface JsonBody {
  readonly value: unknown;
  readonly repaired: boolean;
}

const notFinite = /([:[,]\s*)-?(?:nan|inf(?:inity)?)(?=\s*[,\]}])/gi;

/**
 * Reads a body as JSON; bare NaN and infinities become null.
 * @throws TransientError of class `malformed` for what is empty or cut off, PermanentError for what is no JSON by intention
 */
export function jsonBody(body: Buffer, what: string): JsonBody {
  // Trimming takes a byte order mark away as well.
  const text = body.toString('utf8').trim();
  if (text === '') throw new TransientError(`${what} came with an empty body`, 'malformed');
  if (text.startsWith('<')) throw new PermanentError(`${what} came as a web page instead of JSON`, 'malformed');
  const plain = tryParse(text);
  if (plain !== undefined) return { value: plain, repaired: false };
  const mended = tryParse(text.replace(notFinite, '$1null'));
  if (mended !== undefined) return { value: mended, repaired: true };
  throw new TransientError(`${what} came as broken JSON of ${body.length} bytes`, 'malformed');
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
