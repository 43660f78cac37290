import type { IncomingHttpHeaders } from 'node:http';

/** What an endpoint may want to know of a request. */
export interface PlainRequest {
  readonly method: 'GET';
  readonly url: string;
  /** Only those that may open a device. */
  readonly headers: IncomingHttpHeaders;
}

/** A whole GET of the version, with the host, and with no header but those that change nothing of what comes after it. */
const plain =
  /^GET (\/[!-~]*) HTTP\/1\.1\r\nhost: [\w.:-]+\r\n((?:(?:accept|user-agent|authorization|x-api-key): [!-~](?:[ -~]*[!-~])?\r\n|connection: keep-alive\r\n)*)\r\n$/i;
const opening = /^(authorization|x-api-key): (.*)\r$/gim;
const pathAt = 'GET '.length;
const longest = 2_000;
const nothing: PlainRequest['headers'] = {};

/** The one whole request that these bytes are, if it can be answered without a parser; null for whatever is not plain. */
export function plainRequest(bytes: Buffer): PlainRequest | null {
  if (bytes.length > longest) return null;
  const [, path, headers] = plain.exec(bytes.toString('latin1')) ?? [];
  if (path === undefined || headers === undefined) return null;
  // a copy: a part of the text would keep all of it alive for as long as the log of what was served remembers the path
  const url = bytes.toString('latin1', pathAt, pathAt + path.length);
  const found = [...headers.matchAll(opening)].map(([, name, value]) => [name!.toLowerCase(), value!] as const);
  // what stands there twice is for node:http to judge
  if (new Set(found.map(([name]) => name)).size < found.length) return null;
  return { method: 'GET', url, headers: found.length === 0 ? nothing : Object.fromEntries(found) };
}
