import type { DeviceHeaders } from './device-exchange.js';
import { Malformed } from './malformed.js';

/** What stands before the body of an answer. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: DeviceHeaders;
  /** Whether the device means to go on with this connection. */
  readonly keepsConnection: boolean;
}

/** How the end of a body is found: after so many bytes, after the last chunk, or where the connection ends. */
export type Framing = number | 'chunked' | 'until_closed';

const lineEnd = '\r\n';
const [tab, space, colon] = [9, 32, 58] as const;

/** What a letter (one byte each) may be part of: nothing, a value, or a name and a value (RFC 9110, 5.5 and 5.6.2). */
const [ofNothing, ofValue, ofName] = [0, 1, 2] as const;
const kinds = Uint8Array.from({ length: 256 }, (_, code) => {
  if (/[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(code))) return ofName;
  return code === tab || (code >= space && code !== 0x7f) ? ofValue : ofNothing;
});

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;

/**
 * Reads status line and headers (RFC 9112, 4 and 5), strictly: folded lines, spaces before a colon and bare line ends are refused.
 * @throws Malformed
 */
export function parseHead(text: string): ResponseHead {
  const firstEnd = lineEndOf(text, 0);
  const [, minor, status] = statusLine.exec(text.slice(0, firstEnd)) ?? [];
  if (status === undefined) throw new Malformed('without speaking HTTP/1');
  // Names come from the device: none may mean anything to an object.
  const headers = Object.create(null) as Record<string, string>;
  for (let from = firstEnd + lineEnd.length; from <= text.length;) {
    const end = lineEndOf(text, from);
    takeHeader(headers, text, from, end);
    from = end + lineEnd.length;
  }
  const connection = headers['connection']?.toLowerCase() ?? '';
  const keepsConnection = minor === '1' ? !connection.includes('close') : connection.includes('keep-alive');
  return { status: Number(status), headers, keepsConnection };
}

function lineEndOf(text: string, from: number): number {
  const end = text.indexOf(lineEnd, from);
  return end < 0 ? text.length : end;
}

/** Letter by letter: a pattern would take a time that grows with the square of the spaces in a line, and the device says how many there are. */
function takeHeader(headers: Record<string, string>, text: string, from: number, end: number): void {
  let nameEnd = from;
  while (nameEnd < end && kinds[text.charCodeAt(nameEnd)] === ofName) nameEnd += 1;
  if (nameEnd === from || nameEnd === end || text.charCodeAt(nameEnd) !== colon) throw new Malformed('with a header that is none');
  let valueFrom = nameEnd + 1;
  while (valueFrom < end && isBlank(text.charCodeAt(valueFrom))) valueFrom += 1;
  let valueEnd = end;
  while (valueEnd > valueFrom && isBlank(text.charCodeAt(valueEnd - 1))) valueEnd -= 1;
  for (let at = valueFrom; at < valueEnd; at += 1)
    if (kinds[text.charCodeAt(at)] === ofNothing) throw new Malformed('with a header that is none');
  const name = text.slice(from, nameEnd).toLowerCase();
  const value = text.slice(valueFrom, valueEnd);
  const before = headers[name];
  headers[name] = before === undefined ? value : `${before}, ${value}`;
}

const isBlank = (code: number): boolean => code === space || code === tab;

/**
 * How long the body is (RFC 9112, 6.3), for an answer to a request that is no HEAD. What could be read in two ways is refused, and so
 * is a body that is encoded: it could unfold to any size.
 * @throws Malformed
 */
export function framingOf({ status, headers }: ResponseHead): Framing {
  const { 'content-length': length, 'transfer-encoding': coding, 'content-encoding': encoding = 'identity' } = headers;
  if (encoding !== 'identity') throw new Malformed('in an encoding nobody asked for');
  if (status === 204 || status === 304) return 0;
  if (coding !== undefined) {
    if (length !== undefined || coding.toLowerCase() !== 'chunked') throw new Malformed('with a body of unclear length');
    return 'chunked';
  }
  if (length === undefined) return 'until_closed';
  if (!/^\d{1,15}$/.test(length)) throw new Malformed('with a length that is no number');
  return Number(length);
}
