/** Where a row stands in an order: its sorted value, and its id among equal ones. */
export interface Place {
  readonly value: number | string | null;
  readonly id: string;
}

/** The text that names a place in an order; opaque to clients. */
export function cursorOf({ value, id }: Place, order: string): string {
  return Buffer.from(JSON.stringify([order, value, id])).toString('base64url');
}

/** The place a cursor names in an order, or null for one that is not ours or belongs to another order. */
export function parseCursor(cursor: string, order: string): Place | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parsed) || parsed.length !== 3 || parsed[0] !== order) return null;
    const [, value, id] = parsed as unknown[];
    return typeof id === 'string' && isValue(value) ? { value, id } : null;
  } catch {
    return null;
  }
}

function isValue(value: unknown): value is Place['value'] {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
