import { Injectable, SetMetadata, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import { namesOf, Problem } from '@lodestream/service-kit';
import type { Request } from 'express';

const queryClass = 'the class of the query that a route takes';

/** Says which query a route takes; whoever reads values checks them by `QueryPipe`. */
export const TakesQuery = (type: Type<object>): MethodDecorator => SetMetadata(queryClass, type);

/** Answers 400 to a parameter that a route does not know, on routes that take none at all too: it was meant, and would do nothing. */
@Injectable()
export class QueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const type = Reflect.getMetadata(queryClass, context.getHandler()) as Type<object> | undefined;
    refuseUnknown(context.switchToHttp().getRequest<Request>().query, type === undefined ? [] : namesOf(type));
    return true;
  }
}

/** @throws Problem of status 400 naming every field that is not known */
export function refuseUnknown(fields: object, known: readonly string[]): void {
  const problem = unknownFields(Object.keys(fields), known);
  if (problem !== null) throw problem;
}

/** The problem of status 400 with every name that is not known; null where all are. */
export function unknownFields(names: readonly string[], known: readonly string[]): Problem | null {
  const message =
    known.length === 0 ? 'there is no such field; nothing can be asked for here' : `there is no such field; use ${known.join(', ')}`;
  const strange = names.filter((name) => !known.includes(name));
  return strange.length === 0 ? null : Problem.wrong(strange.map((name) => ({ field: name.slice(0, 100), message })));
}
