import { freePorts as anyFreePorts } from '../../../deploy/local/native.mjs';

const shares = 8;
/** A share has 1,500; what others of this machine listen on must leave enough. */
const mostAtOnce = 1_000;
const handedOut = new Set<number>();

/**
 * That many different loopback ports nobody listens on. A port that a test was given stays its own while what listens there is started
 * again: each jest worker has a share of the ports to itself, and of that share none is handed out twice.
 */
export async function freePorts(count: number, worker = Number(process.env['JEST_WORKER_ID'] ?? 0)): Promise<number[]> {
  if (handedOut.size + count > mostAtOnce) throw new Error(`${handedOut.size} ports were handed out; ${count} more are too many.`);
  const inShare = (): number => ((worker % shares) + Math.random()) / shares;
  const ports: number[] = [];
  while (ports.length < count) {
    const [port = 0] = await anyFreePorts(1, inShare);
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    ports.push(port);
  }
  return ports;
}
