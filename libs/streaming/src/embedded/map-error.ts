import { PermanentError, TransientError } from '@lodestream/component';

const damagedCodes = new Set([-30797, -30796, -30794, -30793, -30779]);

/**
 * What an error of the key-value store means to the bus: what a full or failing disk says may pass (LMDB reports a short write as
 * an input/output error), a damaged or foreign file will not.
 */
export function mapStoreError(error: unknown, doing: string): TransientError | PermanentError {
  if (error instanceof TransientError || error instanceof PermanentError) return error;
  const { code, message } = describe(error);
  const sentence = `${doing} failed: ${message}`;
  if (typeof code === 'number' && damagedCodes.has(code)) return new PermanentError(sentence, 'storage', { cause: error });
  return new TransientError(sentence, 'storage', { cause: error });
}

function describe(error: unknown): { code: unknown; message: string } {
  if (!(error instanceof Error)) return { code: undefined, message: String(error) };
  return { code: (error as { code?: unknown }).code, message: error.message };
}
