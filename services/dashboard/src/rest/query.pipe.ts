import type { PipeTransform, Type } from '@nestjs/common';
import { namesOf, Problem, validateSection } from '@lodestream/service-kit';
import { refuseUnknown } from './query.guard.js';

/** Turns a query string or a body into an instance of its class, or answers 400 naming every wrong field. */
export class QueryPipe<Q extends object> implements PipeTransform<Record<string, unknown> | undefined, Q> {
  constructor(private readonly type: Type<Q>) {}

  /** @throws Problem of status 400 */
  transform(query: Record<string, unknown> = {}): Q {
    refuseUnknown(query, namesOf(this.type));
    const nulls = Object.keys(query).filter((field) => query[field] === null);
    if (nulls.length > 0)
      throw Problem.wrong(nulls.map((field) => ({ field, message: 'must not be null; where there is no value, leave it out' })));
    const { instance, findings } = validateSection(this.type, { ...query });
    if (findings.length === 0) return instance;
    throw Problem.wrong(findings.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })));
  }
}
