import type { ServerResponse } from 'node:http';
import type { Answer } from '../vnish/answer.js';
import { keepAliveMs } from './miner-gate.js';

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

const headOfJson = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ';
const headsEnd = `\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${keepAliveMs / 1_000}\r\n\r\n`;

/** A successful JSON answer with its head, as node:http sends it; null where its body is not plain ASCII text. */
export function wholeText(answer: Answer): string | null {
  const { body } = answer;
  if (typeof body !== 'string' || body.length !== bytesOf(answer)) return null;
  return `${headOfJson}${body.length}${headsEnd}${body}`;
}
