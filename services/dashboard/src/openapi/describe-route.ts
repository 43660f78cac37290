import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { problemType } from '@lodestream/service-kit';
import { TakesQuery } from '../rest/query.guard.js';
import type { Answers } from './answers.js';
import { bodySchema, queryParameters } from './query-parameters.js';

/** What a route takes and answers. */
export interface RouteWords {
  readonly summary: string;
  /** What stands at `{id}`; absent where the path has no such part. */
  readonly id?: string;
  readonly query?: Type<object>;
  readonly body?: Type<object>;
  /** The status of success; 200 where absent. */
  readonly status?: number;
  readonly answer: keyof Answers | 'Document';
  /** Other media types of the answer. */
  readonly also?: readonly string[];
  /** Statuses of problem documents beside those any route may answer. */
  readonly problems?: readonly number[];
}

/** Statuses of problem documents that any route may answer, and why. */
export const commonProblems: Readonly<Record<number, string>> = {
  400: 'A parameter is wrong, or there is none of that name; `errors` names each.',
  401: 'A login or a bearer token is needed; `/api/v1/session` takes the one, `access_tokens` of the configuration has the other.',
  403: 'The request came by another name or from a page of another origin.',
  429: 'This client asks too often; `retry-after` says when to ask again.',
  500: 'A bug of ours; the log has it whole.',
};
const meanings: Readonly<Record<number, string>> = {
  ...commonProblems,
  413: 'The body is too large.',
  415: 'The body is not application/json.',
  404: 'There is no such thing.',
  503: 'A part of ours can not answer now; `retry-after` says when to ask again.',
};

/** Describes a route for the interface's description. */
export function DescribeRoute({ summary, id, query, body, status = 200, answer, also = [], problems = [] }: RouteWords): MethodDecorator {
  const ofBody = body === undefined ? [] : [413, 415];
  const statuses = [...new Set([...problems, ...ofBody, ...Object.keys(commonProblems).map(Number)])];
  return applyDecorators(
    ApiOperation({ summary }),
    ...(id === undefined ? [] : [ApiParam({ name: 'id', description: id, schema: { type: 'string', minLength: 1 } })]),
    ...(query === undefined ? [] : [TakesQuery(query), ...queryParameters(query).map((parameter) => ApiQuery(parameter as never))]),
    ...(body === undefined ? [] : [ApiBody({ required: true, schema: bodySchema(body) })]),
    ApiResponse({ status, description: status === 202 ? 'Asked for; not done yet.' : 'Done.', content: contentOf(answer, also) }),
    ...statuses.map((status) => ApiResponse({ status, description: meanings[status] ?? '', content: problem })),
  );
}

type Content = Record<string, { readonly schema: Record<string, unknown> }>;

const reference = (name: string): Record<string, string> => ({ $ref: `#/components/schemas/${name}` });
const problem = { [problemType]: { schema: reference('ProblemAnswer') } };

function contentOf(answer: RouteWords['answer'], also: readonly string[]): Content {
  const schema = answer === 'Document' ? { type: 'object' } : reference(answer);
  const others = also.map((type) => [type, { schema: { type: 'string' } }] as const);
  return { 'application/json': { schema }, ...Object.fromEntries(others) };
}
