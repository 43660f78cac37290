import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { queryDocs } from './generated/query-docs.js';

/** A parameter as OpenAPI describes it. */
export interface QueryParameter {
  readonly name: string;
  readonly in: 'query';
  readonly description: string;
  readonly required: boolean;
  /** Lists stand in one parameter, separated by commas. */
  readonly style: 'form';
  readonly explode: false;
  readonly schema: JsonSchema;
}

/** The keywords of JSON Schema that a rule of class-validator can become. */
export type JsonSchema = Readonly<Record<string, unknown>>;

interface Rule {
  readonly propertyName: string;
  readonly name?: string | undefined;
  readonly type: string;
  readonly each: boolean;
  readonly constraints?: readonly unknown[] | undefined;
}

/** The parameters of a query class, from the very rules that check a request, with the docstrings of its properties. */
export function queryParameters(type: Type<object>): readonly QueryParameter[] {
  const rules: readonly Rule[] = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const defaults = new type() as Readonly<Record<string, unknown>>;
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))].toReversed();
  return names.map((name) => parameter(name, { own: rules.filter((rule) => rule.propertyName === name), standard: defaults[name], type }));
}

/** A body of that class, as JSON. */
export function bodySchema(type: Type<object>): JsonSchema {
  const fields = queryParameters(type);
  const properties = Object.fromEntries(fields.map(({ name, description, schema }) => [name, { description, ...schema }]));
  return {
    type: 'object',
    properties,
    required: fields.filter((one) => one.required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function parameter(name: string, { own, standard, type }: { own: readonly Rule[]; standard: unknown; type: Type<object> }): QueryParameter {
  const isOptional = standard !== undefined || own.some((rule) => rule.name === 'isOptional');
  const description = docOf(type, name);
  const schema = { ...schemaOf(own), ...(standard === undefined ? {} : { default: standard }) };
  return { name, in: 'query', description, required: !isOptional, style: 'form', explode: false, schema };
}

/** What is said of a property where it was declared: in the class itself or in one it extends. */
function docOf(type: Type<object>, name: string): string {
  const said = queryDocs[type.name]?.[name];
  const above = Object.getPrototypeOf(type) as Type<object> | null;
  return said ?? (above?.name ? docOf(above, name) : '');
}

function schemaOf(rules: readonly Rule[]): JsonSchema {
  const [inner, outer] = [rules.filter(({ each }) => each), rules.filter(({ each }) => !each)];
  const own = keywordsOfAll(outer);
  if (inner.length === 0) return { type: 'string', ...own };
  return { type: 'array', items: { type: 'string', ...keywordsOfAll(inner) }, ...own };
}

const keywordsOfAll = (rules: readonly Rule[]): JsonSchema =>
  rules.reduce<JsonSchema>((all, rule) => ({ ...all, ...keywordsOf(rule) }), {});

/** @throws Error on a rule nobody has said the meaning of, so that no description leaves one out */
function keywordsOf({ name, type, constraints = [] }: Rule): JsonSchema {
  const keywords = keywordsByRule[name ?? type];
  if (keywords === undefined) throw new Error(`The rule ${name ?? type} has no words in the interface's description yet.`);
  return keywords(constraints[0]);
}

const keywordsByRule: Readonly<Record<string, (constraint: unknown) => JsonSchema>> = {
  isOptional: () => ({}),
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isPositive: () => ({ exclusiveMinimum: 0 }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  maxLength: (maxLength) => ({ maxLength }),
  isIn: (choices) => ({ enum: choices }),
  matches: (pattern) => ({ pattern: (pattern as RegExp).source }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
};
