import type { ServerResponse } from 'node:http';
import type { Answer } from '../vnish/answer.js';

/** What an answer weighs. */
export const bytesOf = ({ body }: Answer): number => (typeof body === 'string' ? Buffer.byteLength(body) : body.length);

/** Begins an answer of `length` bytes; true or not is for the caller to see to. */
export function begin(response: ServerResponse, { status, contentType = 'application/json' }: Answer, length: number): void {
  response.sendDate = false;
  response.writeHead(status, ['Content-Type', contentType, 'Content-Length', String(length)]);
}

/** Sends a whole answer. */
export function send(response: ServerResponse, answer: Answer, bytes: number): void {
  begin(response, answer, bytes);
  const { body } = answer;
  // plain ASCII, which nearly all answers are, is cheaper to send as what it is
  if (typeof body === 'string' && body.length === bytes) response.end(body, 'latin1');
  else response.end(body);
}
