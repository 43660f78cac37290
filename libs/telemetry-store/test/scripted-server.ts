import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** What the server does with one request: an answer, or a broken connection. */
export type ScriptedAnswer =
  { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown } | 'reset' | 'reset-in-body' | 'silence';

/** A small HTTP server on loopback that answers by script and remembers what it was sent. */
export interface ScriptedServer {
  readonly url: string;
  readonly requests: { path: string; lines: string[]; encoding: string | undefined; authorization: string | undefined }[];
  close(): Promise<void>;
}

/** Starts the server; `script` is asked for every request, with its number and its lines. */
export async function startScriptedServer(script: (number: number, lines: string[]) => ScriptedAnswer): Promise<ScriptedServer> {
  const requests: ScriptedServer['requests'] = [];
  const server = createServer((request, response) => void receive(request, response));
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { url = '', headers } = request;
    const body = Buffer.concat(chunks);
    const lines = (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8').split('\n');
    requests.push({ path: url, lines, encoding: headers['content-encoding'], authorization: headers.authorization });
    answer(script(requests.length, lines), response);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}

function answer(scripted: ScriptedAnswer, response: ServerResponse): void {
  if (scripted === 'silence') return;
  if (scripted === 'reset') return void response.socket!.destroy();
  if (scripted === 'reset-in-body') {
    response.writeHead(500, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"code":"inter');
    return void setTimeout(() => response.socket?.destroy(), 10);
  }
  const body = scripted.body === undefined ? '' : typeof scripted.body === 'string' ? scripted.body : JSON.stringify(scripted.body);
  response.writeHead(scripted.status, { 'content-type': 'application/json; charset=utf-8', ...scripted.headers });
  response.end(scripted.status === 204 ? undefined : body);
}
