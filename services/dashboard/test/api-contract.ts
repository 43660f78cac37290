import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** An answer as a test got it. */
export interface SeenAnswer {
  readonly method: string;
  /** With its query, as it was asked. */
  readonly path: string;
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}

/** One operation of the interface's description. */
export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>>;
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description: string;
  readonly schema: Readonly<Record<string, any>>;
}

/** Holds answers against the interface's description. */
export class ApiContract {
  private readonly ajv: Ajv2020;

  constructor(private readonly document: Record<string, any>) {
    this.ajv = new Ajv2020({ strict: false, allErrors: true });
    this.ajv.addSchema(document, 'api');
  }

  /** Every operation that is described. */
  operations(): readonly Operation[] {
    return Object.entries<Record<string, any>>(this.document['paths']).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ parameters: [], ...operation, path, method })),
    );
  }

  /** What an answer below /api does that the description does not allow; empty when it keeps to it. */
  breaches(seen: SeenAnswer): readonly string[] {
    const path = seen.path.split('?', 1)[0]!;
    if (path !== '/api' && !path.startsWith('/api/')) return [];
    const media = seen.type?.split(';', 1)[0] ?? '';
    const method = seen.method === 'HEAD' ? 'get' : seen.method.toLowerCase();
    const operation = this.operations().find((one) => one.method === method && matches(one.path, path));
    if (operation === undefined) return this.unlike(seen, media, '#/components/schemas/ProblemAnswer', seen.status >= 400);
    const content = operation.responses[seen.status]?.content?.[media];
    if (content === undefined) return [`${operation.path} is not described to answer ${seen.status} as ${media}`];
    if (seen.method === 'HEAD' || media === 'text/csv') return [];
    return this.unlike(
      seen,
      media,
      `#${pointer(['paths', operation.path, method, 'responses', String(seen.status), 'content', media, 'schema'])}`,
      true,
    );
  }

  private unlike({ path, status, body, method }: SeenAnswer, media: string, schema: string, isFitting: boolean): readonly string[] {
    if (!isFitting) return [`${method} ${path} is described nowhere and answers ${status}`];
    if (method === 'HEAD') return [];
    const validate = this.ajv.getSchema(`api${schema}`) as ValidateFunction;
    if (validate(body)) return [];
    return (validate.errors ?? []).map((error) => `${method} ${path} ${status} ${media}: ${error.instancePath} ${error.message}`);
  }
}

const pointer = (parts: readonly string[]): string =>
  parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

function matches(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.replace(/\/$/, '').split('/')];
  return wanted.length === given.length && wanted.every((part, at) => part.startsWith('{') || part === given[at]);
}
