import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { PermanentError } from '@lodestream/component';
import type { VirtualMiner } from '../fleet/virtual-miner.js';
import { guardedListener } from './loopback-guard.js';
import { plainRequest, type PlainRequest } from './plain-request.js';

/** A connection on which nothing goes on is closed after this. */
const idleMs = 120_000;
/** One that waits for a request, the first or the next, is closed after this. */
export const keepAliveMs = 15_000;
const drainMs = 2_000;
const maxConnections = 20_000;

/** Who a connection is for, and what may be done with it. */
export interface GateKeeper {
  /** The miner that owns a local address and port. */
  minerAt(address: string, port: number): VirtualMiner | undefined;
  /** Whether the miner takes connections now. */
  reachability(miner: VirtualMiner): 'reset' | 'ignored' | null;
  serve(miner: VirtualMiner, request: IncomingMessage, response: ServerResponse): void;
  /** Answers a plain request at once; false where anything stands in the way, and nothing was done. */
  answer(miner: VirtualMiner, request: PlainRequest, socket: Socket): boolean;
}

const owner = Symbol('the miner a connection is for');
type OwnedSocket = Socket & { [owner]?: VirtualMiner };

/** Takes the connections of all miners of the farm, on one listener for every address or on one listener each. */
export class MinerGate {
  private readonly http: HttpServer;
  private readonly listeners: Server[] = [];
  private readonly sockets = new Set<Socket>();

  constructor(private readonly keeper: GateKeeper) {
    this.http = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => this.route(request, response));
    this.http.timeout = idleMs;
    this.http.on('clientError', (_error, socket) => socket.destroy());
  }

  /** Listens on `host`; resolves with the port, which is the one asked for unless that was 0. */
  async listen(host: string, port: number): Promise<number> {
    const listener = guardedListener((socket) => this.admit(socket));
    listener.maxConnections = maxConnections;
    await new Promise<void>((resolve, reject) => {
      listener.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
      listener.listen({ host, port, backlog: 1024 }, resolve);
    });
    this.listeners.push(listener);
    return (listener.address() as AddressInfo).port;
  }

  /** Takes no more connections, lets answers under way finish for a moment, and closes everything. */
  async close(): Promise<void> {
    const closed = this.listeners.splice(0).map((listener) => new Promise((resolve) => listener.close(resolve)));
    // what was answered still goes out; nobody is heard any more
    for (const socket of this.sockets) socket.destroySoon();
    const forced = setTimeout(() => this.sockets.forEach((socket) => socket.destroy()), drainMs);
    await Promise.all(closed);
    clearTimeout(forced);
  }

  private admit(socket: OwnedSocket): void {
    const miner = this.keeper.minerAt(socket.localAddress ?? '', socket.localPort ?? 0);
    const unreachable = miner === undefined ? 'reset' : this.keeper.reachability(miner);
    if (miner === undefined || unreachable === 'reset') {
      socket.resetAndDestroy();
      return;
    }
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    if (unreachable === 'ignored') return this.ignore(socket);
    this.hear(socket, miner);
    socket.resume();
  }

  /** Nearly all that miners are asked is plain; from the first other request on, node:http reads what comes over the connection. */
  private hear(socket: OwnedSocket, miner: VirtualMiner): void {
    const take = (bytes: Buffer): void => {
      const request = plainRequest(bytes);
      if (request !== null && this.keeper.answer(miner, request, socket)) return;
      socket.off('data', take).off('end', leave).off('error', hangUp).off('timeout', hangUp);
      socket.setNoDelay(true)[owner] = miner;
      this.http.emit('connection', socket);
      socket.unshift(bytes);
    };
    socket.on('data', take).on('end', leave).on('error', hangUp).on('timeout', hangUp).setTimeout(keepAliveMs);
  }

  /** Like a firewall that drops: the other side hears nothing until it gives up. */
  private ignore(socket: Socket): void {
    socket.on('error', hangUp).on('end', hangUp).on('timeout', hangUp).setTimeout(idleMs);
    socket.resume();
  }

  private route(request: IncomingMessage, response: ServerResponse): void {
    const socket: OwnedSocket = request.socket;
    this.keeper.serve(socket[owner]!, request, response);
  }
}

function hangUp(this: Socket): void {
  this.destroy();
}

/** The reader has said goodbye: what it was answered has gone out, so nothing is left to be said but where it reads slowly. */
function leave(this: Socket): void {
  if (this.writableLength === 0) this.destroy();
  else this.destroySoon();
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const remedy =
    error.code === 'EACCES'
      ? 'ports below 1024 need a right this user lacks; choose --miner-port 8180'
      : 'another program has it; end that one or choose another port';
  return new PermanentError(`the simulated miners cannot listen on ${host}:${port}: ${error.code}; ${remedy}`, 'dependency', {
    cause: error,
  });
}
