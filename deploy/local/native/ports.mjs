import { createServer } from 'node:net';
import { HOST } from '../settings.mjs';

// Below the range systems take outgoing ports from, so that a restarted server finds its port as it left it.
const FIRST = 20_000;
const COUNT = 12_000;

/** That many different loopback ports nobody listens on at this moment. */
export async function freePorts(count, random = Math.random) {
  const found = new Set();
  for (let tries = 0; found.size < count; tries += 1) {
    if (tries > 1_000) throw new Error(`No ${count} free ports between ${FIRST} and ${FIRST + COUNT}.`);
    const port = FIRST + Math.floor(random() * COUNT);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

/** Whether a server could listen on that loopback port now. */
export function isFree(port, host = HOST) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
