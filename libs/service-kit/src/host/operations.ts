import type { IncomingMessage } from 'node:http';

/** Something the operator's command may ask of a running process; it gets the parsed body and its answer goes back as JSON. */
export type Operation = (body: unknown) => Promise<unknown>;

const mostBytes = 256 * 1024;

/** An answer to an operation's request. */
export interface OperationAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Runs the operation a request names. The content type keeps pages of other origins out: a browser would ask first, and gets no leave. */
export async function runOperation(request: IncomingMessage, operations: Readonly<Record<string, Operation>>): Promise<OperationAnswer> {
  const name = (request.url ?? '').slice('/operations/'.length);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) return { status: 404, body: { title: `There is no operation ${JSON.stringify(name.slice(0, 100))}.` } };
  if (request.headers['content-type'] !== 'application/json') return { status: 415, body: { title: 'The body must be application/json.' } };
  const body = await readBody(request);
  if (body === null) return { status: 413, body: { title: `The body must be JSON of at most ${mostBytes} bytes.` } };
  try {
    return { status: 200, body: await operation(body) };
  } catch (error) {
    return { status: 500, body: { title: error instanceof Error ? error.message : String(error) } };
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) return null;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    // No JSON, or whoever asked hung up in the middle; the latter must not reach the top as a bug.
    return null;
  }
}
