import { createServer } from 'node:net';

/** Whether this system has more loopback addresses than 127.0.0.1: tried, because only trying tells. */
export function hasLoopbackAlias(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: address, port: 0 }, () => probe.close(() => resolve(true)));
  });
}
