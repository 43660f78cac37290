import type { Type } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';

/** A broken rule of a setting, and what its class says of that setting beside it. */
export interface RuleFacts {
  readonly rule: string;
  readonly setting: string;
  readonly value: unknown;
  /** The rule's own sentence. */
  readonly message: string;
  /** What the setting's other rules are given, by their names; such as `min: [5]`. */
  readonly given: ReadonlyMap<string, readonly unknown[]>;
  /** A value that is fine: the default, as YAML text; null where there is none, or where it may be a secret. */
  readonly example: string | null;
}

/** Gathers them from the class that was validated. */
export function ruleFacts({ target, property, value, constraints: broken }: ValidationError, rule: string): RuleFacts {
  const message = broken?.[rule] ?? '';
  const type = target?.constructor as Type<object> | undefined;
  const all = type === undefined ? [] : getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const own = all.filter(({ propertyName, name }) => propertyName === property && name !== undefined);
  const given = new Map(own.map(({ name, constraints }) => [name ?? '', (constraints ?? []) as readonly unknown[]]));
  const example = type === undefined ? null : exampleOf(new type(), property);
  return { rule, setting: property, value, message, given, example };
}

function exampleOf(defaults: object, property: string): string | null {
  const value = (defaults as Record<string, unknown>)[property];
  const single = Array.isArray(value) ? (value as unknown[])[0] : value;
  if (typeof single === 'number' || typeof single === 'boolean') return String(single);
  return typeof single === 'string' && single !== '' ? single : null;
}
