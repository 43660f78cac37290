import type { IncomingMessage } from 'node:http';

const maxBodyBytes = 65_536;

/** The JSON body of a request: undefined when there is none, an Error that says why when it is none of JSON or too long. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return new Error('the body is too long');
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return new Error('the body is not JSON');
  }
}
