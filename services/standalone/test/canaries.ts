import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Credentials that must come out nowhere. */
export class Canaries {
  private readonly spellings: readonly string[];

  constructor(texts: readonly string[]) {
    this.spellings = texts.flatMap((text) => [
      text,
      encodeURIComponent(text),
      JSON.stringify(text).slice(1, -1),
      Buffer.from(text).toString('base64').replace(/=+$/, ''),
    ]);
  }

  /** Those that a text holds, plain or escaped. */
  foundIn(text: string): readonly string[] {
    return this.spellings.filter((one) => text.includes(one));
  }
}

/** What a miner with VNish answers whose session is that token, by path. */
export const vnishAnswers = (session: string): Readonly<Record<string, object>> => ({
  '/api/v1/unlock': { token: session },
  '/api/v1/info': {
    miner: 'Antminer S21',
    model: 's21',
    fw_name: 'Vnish',
    fw_version: '1.2.7',
    algorithm: 'sha256d',
    hr_measure: 'GH/s',
  },
  '/api/v1/summary': {
    miner: { miner_status: { miner_state: 'mining' }, miner_type: 'Antminer S21 (Vnish 1.2.7)', hr_realtime: 199_870.2 },
  },
});

/** A server of somebody else that tells aloud what it was sent, and the credential it was sent. */
export interface EchoingServer {
  readonly port: number;
  /** Everything it was sent: headers and bodies. */
  heard(): string;
  stop(): void;
}

/** Starts one on loopback. It gives those answers; elsewhere every second one is an error, and every third no JSON. */
export async function startEchoing(credential: string, answers: Readonly<Record<string, object>> = {}): Promise<EchoingServer> {
  let [heard, turn] = ['', 0];
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    heard += JSON.stringify(request.headers) + body;
    turn += 1;
    const answer = answers[request.url ?? ''];
    const aloud = { ...answer, password: credential, sent: request.headers, note: `${credential} ${request.url} ${body}` };
    const isError = answer === undefined && turn % 2 === 0;
    const garbage = answer === undefined && turn % 3 === 0 ? '<html>' : '';
    response.writeHead(isError ? 500 : 200, { 'content-type': 'application/json' }).end(garbage + JSON.stringify(aloud));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, heard: () => heard, stop: () => void server.close().closeAllConnections() };
}
