import type { Type } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { validateSection } from '../config/validate-section.js';
import { Problem, problemText, problemType, type ProblemDocument } from '../http/problem.js';

/** Something the operator's command may ask of a running process; it gets the parsed body and its answer goes back as JSON. It throws a {@link Problem} for a body that is wrong. */
export type Operation = (body: unknown) => Promise<unknown>;

const mostBytes = 256 * 1024;

/** An answer to an operation's request, as it is sent. */
export interface OperationAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/**
 * Runs the operation a request names; what goes wrong is answered as a problem document. The content type keeps pages of other origins out: a
 * browser would ask first, and gets no leave.
 */
export async function runOperation(request: IncomingMessage, operations: Readonly<Record<string, Operation>>): Promise<OperationAnswer> {
  try {
    const operation = operationOf(request, operations);
    const answer = await operation(await readBody(request));
    return { status: 200, type: 'application/json', text: JSON.stringify(answer) };
  } catch (error) {
    const document = documentOf(error);
    return { status: document.status, type: problemType, text: problemText(document) };
  }
}

/** The body of an operation as an instance of its class. @throws Problem of status 400 naming every wrong field */
export function checkedBody<B extends object>(type: Type<B>, body: unknown): B {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('The body must be a JSON object.');
  const { instance, findings } = validateSection(type, body);
  if (findings.length === 0) return instance;
  throw Problem.wrong(findings.map(({ path, message }) => ({ field: path.join('.'), message })));
}

function operationOf({ url = '', headers }: IncomingMessage, operations: Readonly<Record<string, Operation>>): Operation {
  const name = url.slice('/operations/'.length);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) throw Problem.notFound(`operation ${JSON.stringify(name.slice(0, 100))}`);
  if (headers['content-type'] === 'application/json') return operation;
  throw new Problem({ title: 'Unsupported media type', status: 415, detail: 'A body must be application/json.' });
}

/** Whoever asks is an operator on this machine, and is told what went wrong inside. */
function documentOf(error: unknown): ProblemDocument {
  if (error instanceof Problem) return error.document;
  return { title: 'Something went wrong inside', status: 500, detail: error instanceof Error ? error.message : String(error) };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is heard to its end within the time of a request, but not kept: an answer in the middle of it would break the connection.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  }
  if (size > mostBytes) throw new Problem({ title: 'Too large', status: 413, detail: `The body must have at most ${mostBytes} bytes.` });
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    throw badRequest('The body must be JSON.');
  }
}

const badRequest = (detail: string): Problem => new Problem({ title: 'Bad request', status: 400, detail });
