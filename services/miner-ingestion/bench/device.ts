/** A device in a process of its own, so that its CPU time is not counted: answers every path with one healthy miner. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fullSummary } from './full-summary.js';

const summary = Buffer.from(JSON.stringify(fullSummary()));
const info = Buffer.from(
  JSON.stringify({
    miner: 'Antminer S21',
    fw_name: 'Vnish',
    fw_version: '1.2.7',
    algorithm: 'sha256d',
    hr_measure: 'GH/s',
    system: { uptime: '2:38' },
  }),
);

const server = createServer((request, response) => {
  const body = request.url === '/api/v1/summary' ? summary : request.url === '/api/v1/info' ? info : Buffer.from('{}');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', 4_096, () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
