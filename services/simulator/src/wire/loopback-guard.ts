import { createServer, type Server, type Socket } from 'node:net';

/** Whether an IPv4 address, plain or mapped into IPv6, is one of the machine's own loopback addresses. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);
}

/**
 * A listener that may stand on all addresses because it lets only some of them in: a connection whose local address is not
 * `admitted` is destroyed before one byte of it is read, and nothing is answered.
 */
export function guardedListener(
  onConnection: (socket: Socket) => void,
  admitted: (localAddress: string | undefined) => boolean = isLoopback,
): Server {
  // paused on connect: not even the kernel's buffer is read before the address is known to be ours
  // half open, as node:http has it: who takes a connection decides what its end means
  return createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
    if (!admitted(socket.localAddress)) {
      socket.destroy();
      return;
    }
    onConnection(socket);
  });
}
