import { PermanentError } from '@lodestream/component';
import { isIPv6 } from 'node:net';
import type { DeviceRequest, HttpOrigin } from './device-exchange.js';

/** RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What could end a line, and what is no letter of a header, is refused. */
const value = /^[\t\x20-\x7e]*$/;
const target = /^\/[\x21-\x7e]*$/;

/**
 * A request as it stands on the wire (RFC 9112).
 * @throws PermanentError of class `validation` where a path or a header can't be written; the value itself is not told
 */
export function requestText({ method, path, headers = {}, body }: DeviceRequest, origin: HttpOrigin): string {
  if (!target.test(path)) throw unwritable('the path');
  let text = `${method} ${path} HTTP/1.1\r\nhost: ${hostOf(origin)}\r\naccept: application/json\r\nconnection: keep-alive\r\n`;
  if (body !== undefined) text += `content-length: ${Buffer.byteLength(body)}\r\n`;
  for (const name in headers) {
    if (!token.test(name) || !value.test(headers[name] ?? '')) throw unwritable(`the header ${JSON.stringify(name)}`);
    text += `${name}: ${headers[name]}\r\n`;
  }
  return `${text}\r\n${body ?? ''}`;
}

function hostOf({ address, port }: HttpOrigin): string {
  const host = isIPv6(address) ? `[${address}]` : address;
  if (!value.test(host)) throw unwritable('the name of the host');
  return port === 80 ? host : `${host}:${port}`;
}

function unwritable(what: string): PermanentError {
  return new PermanentError(`A request could not be written: ${what} holds what none may hold.`, 'validation');
}
