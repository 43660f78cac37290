import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { Type } from '@nestjs/common';
import { closest } from './closest.js';
import { judged, type Judgement } from './config-decorators.js';
import { remedyFor } from './remedy.js';
import { ruleFacts } from './rule-facts.js';

/** A problem as the validator sees it: a path inside the section owner, what is wrong, and the fix. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly message: string;
  /** Empty where the message says it all. */
  readonly remedy: string;
}

/** Turns plain values into an instance of their class and says everything that is wrong with them. */
export function validateSection<C extends object>(type: Type<C>, plain: object): { instance: C; findings: Finding[] } {
  const instance = plainToInstance(type, plain, { exposeDefaultValues: true });
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  });
  return { instance, findings: errors.flatMap((error) => findingsOf(error, [])) };
}

const kindRules: ReadonlySet<string> = new Set(['isInt', 'isNumber', 'isString', 'isBoolean', 'isArray']);

/** The names a class declares, that is, the sections or settings it owns. */
export function namesOf(type: Type<object>): readonly string[] {
  const declared = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set([...declared.map((one) => one.propertyName), ...Object.keys(new type())])];
}

function findingsOf(error: ValidationError, parent: readonly (string | number)[]): Finding[] {
  const path = [...parent, /^\d+$/.test(error.property) ? Number(error.property) : error.property];
  const own = mostTelling(error.constraints ?? {}).flatMap(([name, message]) =>
    name === judged ? judgements(error, path) : [finding(error, path, name, message)],
  );
  return [...own, ...(error.children ?? []).flatMap((child) => findingsOf(child, path))];
}

function judgements(error: ValidationError, parent: readonly (string | number)[]): Finding[] {
  const { rule } = error.contexts?.[judged] as { rule: (value: unknown, owner: object | undefined) => readonly Judgement[] };
  return rule(error.value, error.target).map(({ path, ...said }) => ({
    ...said,
    path: [...parent, ...path],
    value: at(error.value, path),
  }));
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Record<string | number, unknown> | undefined)?.[name], value);
}

/** One broken rule a setting: its kind before its bounds, for "soon" is not too high but no number. */
function mostTelling(constraints: Readonly<Record<string, string>>): [rule: string, message: string][] {
  const broken = Object.entries(constraints);
  const kind = broken.find(([rule]) => kindRules.has(rule));
  return kind === undefined ? broken.slice(0, 1) : [kind];
}

function finding(error: ValidationError, path: readonly (string | number)[], name: string, message: string): Finding {
  const value: unknown = error.value;
  if (name === 'whitelistValidation') return { path, value, message: 'there is no such setting', remedy: remedyForUnknown(error) };
  return { path, value, message, remedy: remedyFor(ruleFacts(error, name)) };
}

function remedyForUnknown(error: ValidationError): string {
  const known = error.target ? namesOf(error.target.constructor as Type<object>).filter((name) => name !== error.property) : [];
  const near = closest(error.property, known);
  if (near !== null) return `Did you mean \`${near}\`?`;
  return known.length > 0 ? `Remove it, or use one of: ${known.join(', ')}.` : 'Remove it.';
}
