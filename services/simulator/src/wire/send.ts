import { type ServerResponse, STATUS_CODES } from 'node:http';
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

const headsEnd = `\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${keepAliveMs / 1_000}\r\n\r\n`;

/** An answer of `bytes` bytes with its head, as node:http sends it; null where its body is not plain ASCII text. */
export function wholeText({ status, contentType = 'application/json', body }: Answer, bytes: number): string | null {
  if (typeof body !== 'string' || body.length !== bytes) return null;
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${contentType}\r\nContent-Length: ${bytes}${headsEnd}${body}`;
}
