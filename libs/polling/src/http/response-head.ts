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

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const headerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*((?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)[ \t]*$/;

/**
 * Reads status line and headers (RFC 9112, 4 and 5), strictly: folded lines, spaces before a colon and bare line ends are refused.
 * @throws Malformed
 */
export function parseHead(text: string): ResponseHead {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, status] = statusLine.exec(first) ?? [];
  if (status === undefined) throw new Malformed('without speaking HTTP/1');
  // Names come from the device: none may mean anything to an object.
  const headers = Object.create(null) as Record<string, string>;
  for (const line of lines) {
    const [, rawName, value] = headerLine.exec(line) ?? [];
    if (rawName === undefined || value === undefined) throw new Malformed('with a header that is none');
    const name = rawName.toLowerCase();
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  const connection = headers['connection']?.toLowerCase() ?? '';
  const keepsConnection = minor === '1' ? !connection.includes('close') : connection.includes('keep-alive');
  return { status: Number(status), headers, keepsConnection };
}

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
