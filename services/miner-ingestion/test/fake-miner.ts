import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a fake miner answers to one request. */
export type Answer =
  | { readonly status?: number; readonly body?: unknown; readonly text?: string; readonly headers?: Record<string, string> }
  | 'hang'
  | 'hang_up';

/** A small HTTP device for specs of this service; it answers by `METHOD path`, and remembers what it was asked. */
export class FakeMiner {
  readonly requests: { readonly line: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
  connections = 0;
  private readonly server: Server;

  constructor(public answers: (line: string, body: string, headers: IncomingMessage['headers']) => Answer) {
    this.server = createServer((request, response) => void this.handle(request, response));
    this.server.on('connection', () => (this.connections += 1));
  }

  async start(): Promise<{ address: string; port: number }> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return { address: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const line = `${request.method} ${request.url}`;
    this.requests.push({ line, headers: request.headers, body });
    const answer = this.answers(line, body, request.headers);
    if (answer === 'hang') return;
    if (answer === 'hang_up') return void request.socket.destroy();
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body)));
  }
}

/** Answers from a table of `METHOD path`; what is not in it is not offered. */
export const fromTable =
  (table: Readonly<Record<string, Answer>>) =>
  (line: string): Answer =>
    table[line] ?? { status: 404, body: { err: 'not found' } };

/** A healthy S21 as `/api/v1` shows it. */
export function healthyS21(): Record<string, Answer> {
  return {
    'GET /api/v1/info': {
      body: {
        miner: 'Antminer S21',
        model: 's21',
        fw_name: 'Vnish',
        fw_version: '1.2.7',
        algorithm: 'sha256d',
        hr_measure: 'GH/s',
        system: { uptime: '12 days,  3:58' },
      },
    },
    'GET /api/v1/summary': { body: { miner: s21Summary() } },
    'GET /api/v1/perf-summary': {
      body: { current_preset: { name: '3320', pretty: '3320 watt ~ 190 Th', globals: { volt: 1360, freq: 490 } } },
    },
    'GET /api/v1/model': { body: { algorithm: 'sha256d', hr_measure: 'GH/s', chain: { num_chains: 1, chips_per_chain: 108 } } },
    'GET /api/v1/chains': { body: [] },
  };
}

/** The `miner` of a healthy one-board summary. */
export function s21Summary(): Record<string, unknown> {
  return {
    miner_status: { miner_state: 'mining', miner_state_time: 86_211 },
    miner_type: 'Antminer S21 (Vnish 1.2.7)',
    hr_realtime: 199_870.2,
    hr_nominal: 202_310.5,
    hr_average: 201_402.8,
    chip_temp: { min: 53, max: 73 },
    power_consumption: 3_480,
    hw_errors: 412,
    hw_errors_percent: 0.01,
    pools: [
      {
        id: 0,
        url: 'stratum.example.com:3333',
        pool_type: 'UserPool',
        user: 'acct.w17',
        status: 'active',
        accepted: 100,
        rejected: 2,
        stale: 1,
        ls_time: '0:00:07',
      },
    ],
    cooling: { fans: [{ id: 0, rpm: 4_560, status: 'ok', max_rpm: 7_000 }], settings: { mode: { name: 'auto', param: 72 } }, fan_duty: 63 },
    chains: [
      {
        id: 1,
        frequency: 492.5,
        voltage: 13_600,
        power_consumption: 1_152,
        hashrate_ideal: 67_436.8,
        hashrate_rt: 66_702.1,
        hw_errors: 130,
        pcb_temp: { min: 38, max: 57 },
        chip_temp: { min: 53, max: 72 },
        chip_statuses: { red: 0, orange: 1, grey: 107 },
        status: { state: 'mining' },
      },
    ],
  };
}
