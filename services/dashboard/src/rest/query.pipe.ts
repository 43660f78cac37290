import type { PipeTransform, Type } from '@nestjs/common';
import { validateSection } from '@lodestream/service-kit';
import { Problem } from './problem.js';

/** Turns a query string into an instance of its class, or answers 400 naming every wrong field. */
export class QueryPipe<Q extends object> implements PipeTransform<Record<string, unknown>, Q> {
  constructor(private readonly type: Type<Q>) {}

  /** @throws Problem of status 400 */
  transform(query: Record<string, unknown>): Q {
    const { instance, findings } = validateSection(this.type, query);
    if (findings.length === 0) return instance;
    throw Problem.wrong(findings.map((finding) => ({ field: finding.path.join('.'), message: finding.message })));
  }
}
