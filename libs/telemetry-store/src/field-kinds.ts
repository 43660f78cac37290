import type { FieldValue, Point } from './telemetry-store.port.js';

/** What a field holds; decided by the first point that has it. */
export type FieldKind = 'float' | 'integer' | 'boolean' | 'string';

/** The kind a value has where the point says which of its fields are whole numbers. */
export function kindOf(value: NonNullable<FieldValue>, field: string, integers: Point['integers']): FieldKind {
  return kindOfValue(value, typeof value === 'number' && integers?.has(field) === true);
}

/** The kind of a value whose field is known to hold whole numbers or not. */
export function kindOfValue(value: NonNullable<FieldValue>, whole: boolean): FieldKind {
  if (typeof value === 'number') return whole ? 'integer' : 'float';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** The sentence with which a point is refused whose field is of another kind than the store has it. */
export function kindConflict(field: string, kind: FieldKind, known: FieldKind): string {
  return `field ${JSON.stringify(field)} is ${nounOf[kind]} here, but the store keeps it as ${nounOf[known]}`;
}

/** True for kinds that can be averaged and compared; the others can only be counted. */
export function isNumeric(kind: FieldKind): boolean {
  return kind === 'float' || kind === 'integer';
}

const nounOf: Record<FieldKind, string> = { float: 'a number', integer: 'an integer', boolean: 'a boolean', string: 'text' };
