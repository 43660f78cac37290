import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Malformed } from './malformed.js';
import { ResponseParser } from './response-parser.js';

const limits = { maxBodyBytes: 1_000, maxHeaderBytes: 400 };
const ok = 'HTTP/1.1 200 OK\r\n';

interface Parsed {
  readonly status: number;
  readonly headers: object;
  readonly body: string;
  readonly keepsConnection: boolean;
}

/** What an answer comes to that arrives in these pieces before the connection ends; null for one that is cut off. */
function parse(pieces: readonly string[]): Parsed | null {
  const parser = new ResponseParser(limits);
  let response = null;
  for (const piece of pieces) response ??= parser.push(Buffer.from(piece, 'latin1'));
  response ??= parser.end();
  if (response === null) return null;
  const { status, headers, body } = response;
  return { status, headers: { ...headers }, body: body.toString('latin1'), keepsConnection: parser.keepsConnection };
}

const answers = [
  { name: 'a length', wire: `${ok}Content-Length: 5\r\nX-A:  one two \t\r\n\r\nhello`, body: 'hello', keeps: true },
  { name: 'no body', wire: `${ok}content-length: 0\r\n\r\n`, body: '', keeps: true },
  { name: 'an empty header', wire: `${ok}x-a:\r\ncontent-length: 2\r\n\r\nok`, body: 'ok', keeps: true },
  { name: 'the same header twice', wire: `${ok}x-a: 1\r\nX-A: 2\r\ncontent-length: 2\r\n\r\nok`, body: 'ok', keeps: true },
  { name: 'no reason', wire: 'HTTP/1.1 404\r\ncontent-length: 2\r\n\r\nno', body: 'no', keeps: true },
  { name: 'the end of the connection', wire: `${ok}\r\nhello`, body: 'hello', keeps: false },
  { name: 'a farewell', wire: `${ok}connection: Close\r\ncontent-length: 5\r\n\r\nhello`, body: 'hello', keeps: false },
  { name: 'HTTP/1.0', wire: 'HTTP/1.0 200 OK\r\ncontent-length: 5\r\n\r\nhello', body: 'hello', keeps: false },
  { name: 'HTTP/1.0 that stays', wire: 'HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 1\r\n\r\nh', body: 'h', keeps: true },
  {
    name: 'chunks',
    wire: `${ok}transfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;q="x"\r\nlo\r\n0\r\nx-t: 1\r\n\r\n`,
    body: 'hello',
    keeps: true,
  },
  { name: 'a status without a body', wire: 'HTTP/1.1 204 No Content\r\n\r\n', body: '', keeps: true },
  {
    name: 'an interim answer first',
    wire: `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${ok}content-length: 1\r\n\r\nh`,
    body: 'h',
    keeps: true,
  },
  { name: 'a name that means something to objects', wire: `${ok}__proto__: x\r\ncontent-length: 1\r\n\r\nh`, body: 'h', keeps: true },
] as const;

describe('the parser of answers', () => {
  it.each(answers)('reads an answer with $name', ({ wire, body, keeps }) => {
    expect(parse([wire])).toMatchObject({ body, keepsConnection: keeps });
  });

  it('reads an answer alike, wherever it is cut into pieces', () => {
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...answers), places, ({ wire }, cuts) => {
        const ends = [...cuts.map((cut) => Math.floor(cut * wire.length)).sort((a, b) => a - b), wire.length];
        expect(parse(ends.map((end, n) => wire.slice(ends[n - 1] ?? 0, end)))).toEqual(parse([wire]));
      }),
    );
  });

  it('never takes an answer for whole that is cut off, unless the end of the connection is its end', () => {
    for (const { wire, name } of answers.filter((answer) => answer.name !== 'the end of the connection'))
      for (let end = 0; end < wire.length; end += 1) expect([name, end, parse([wire.slice(0, end)])]).toEqual([name, end, null]);
  });

  it('does not go on with a connection on which more came than was asked for', () => {
    expect(parse([`${ok}content-length: 2\r\n\r\nokHTTP/1.1 200`])).toMatchObject({ body: 'ok', keepsConnection: false });
    expect(parse([`${ok}transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\nmore`])).toMatchObject({ body: 'a', keepsConnection: false });
  });

  it.each([
    ['another protocol', 'SSH-2.0-dropbear\r\n'],
    ['another version', 'HTTP/2 200 OK\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a protocol nobody asked for', 'HTTP/1.1 101 Switching\r\n\r\n'],
    ['interim answers without end', 'HTTP/1.1 100\r\n\r\n'.repeat(20)],
    ['a folded header', `${ok}x-a: 1\r\n 2\r\n\r\n`],
    ['a space before the colon', `${ok}content-length : 2\r\n\r\nok`],
    ['a header without a name', `${ok}: 2\r\n\r\nok`],
    ['a header without a colon', `${ok}hello\r\n\r\n`],
    ['a bare line end', `${ok}x-a: 1\nx-b: 2\r\n\r\n`],
    ['a control letter', `${ok}x-a: \u0000\r\n\r\n`],
    ['two lengths', `${ok}content-length: 2\r\ncontent-length: 3\r\n\r\nok`],
    ['a negative length', `${ok}content-length: -2\r\n\r\nok`],
    ['a length and chunks', `${ok}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a coding nobody asked for', `${ok}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ['a packed body', `${ok}content-encoding: gzip\r\ncontent-length: 2\r\n\r\nok`],
    ['too long a body that says so', `${ok}content-length: 1001\r\n\r\n`],
    ['too long a body that does not', `${ok}\r\n${'x'.repeat(1_001)}`],
    ['too long a body in chunks', `${ok}transfer-encoding: chunked\r\n\r\n${`64\r\n${'x'.repeat(100)}\r\n`.repeat(11)}`],
    ['a chunk that is longer than it says', `${ok}transfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n`],
    ['a chunk without a size', `${ok}transfer-encoding: chunked\r\n\r\n;a\r\n`],
    ['a chunk of absurd size', `${ok}transfer-encoding: chunked\r\n\r\n123456789\r\n`],
    ['crumbs of chunks', `${ok}transfer-encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(200)}`],
    ['an extension without end', `${ok}transfer-encoding: chunked\r\n\r\n1;${'x'.repeat(500)}`],
    ['trailers without end', `${ok}transfer-encoding: chunked\r\n\r\n0\r\n${'x-t: y\r\n'.repeat(100)}`],
    ['headers without end', `${ok}${'x-a: y\r\n'.repeat(100)}`],
    ['one long header', `${ok}x-a: ${'y'.repeat(500)}\r\n\r\n`],
  ])('refuses %s', (_name, wire) => {
    expect(() => parse([wire])).toThrow(Malformed);
    expect(() => parse([...wire])).toThrow(Malformed);
  });
});

describe('a line of headers', () => {
  // What RFC 9110 (5.5, 5.6.2) and 9112 (5) say as one pattern; it takes too long for a line that is all spaces.
  const pattern = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*((?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)[ \t]*$/;
  const letters = fc.constantFrom(...'aZ0:: \t\r\n!"(),/\u0000\u007f\u0080ÿ');
  const lines = fc
    .tuple(fc.constantFrom('', 'x-a', 'x-a:'), fc.array(letters, { maxLength: 12 }))
    .map(([name, rest]) => name + rest.join(''));

  it('is read as the pattern of the standard reads it, and refused where that fits not', () => {
    fc.assert(
      fc.property(
        lines.filter((line) => line !== '' && !line.includes('\r\n')),
        (line) => {
          const read = (): unknown => parse([`${ok}${line}\r\ncontent-length: 0\r\n\r\n`])?.headers;
          const [, name, value] = pattern.exec(line) ?? [];
          if (name === undefined) expect(read).toThrow(Malformed);
          else expect(read()).toEqual({ [name.toLowerCase()]: value, 'content-length': '0' });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  // As a pattern it took a third of a second each.
  it('takes no longer where it is all spaces and then wrong', () => {
    const wire = Buffer.from(`${ok}x: ${' '.repeat(16_000)}\u0000\r\n\r\n`, 'latin1');
    const began = process.cpuUsage();
    for (let n = 0; n < 10; n += 1)
      expect(() => new ResponseParser({ maxBodyBytes: 1_000, maxHeaderBytes: 16_384 }).push(wire)).toThrow(Malformed);
    expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
  });
});

describe('beside the parser of node:http', () => {
  let wire = '';
  let server: Server;
  beforeAll(async () => {
    server = createServer((socket) => socket.on('error', () => {}).once('data', () => socket.end(wire, 'latin1')));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => void server.close());

  it.each(answers)('reads the same from an answer with $name', async (answer) => {
    wire = answer.wire;
    const [incoming] = (await once(get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false }), 'response')) as [
      IncomingMessage,
    ];
    let body = '';
    for await (const piece of incoming.setEncoding('latin1')) body += String(piece);
    expect(parse([answer.wire])).toMatchObject({ status: incoming.statusCode, headers: incoming.headers, body });
  });
});
