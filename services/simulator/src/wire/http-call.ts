import type { IncomingMessage } from 'node:http';
import type { VirtualMiner } from '../fleet/virtual-miner.js';
import type { Call } from '../vnish/answer.js';

/** The part of a request that endpoints ask for. */
export type AskedFor = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

const noQuery = new URLSearchParams();

/** A request over HTTP as an endpoint sees it; what few endpoints ask for is looked up when they do. */
export class HttpCall implements Call {
  readonly method: string;
  readonly path: string;
  private readonly search: string;

  constructor(
    readonly miner: VirtualMiner,
    readonly address: string,
    readonly at: number,
    private readonly request: AskedFor,
    readonly body: unknown,
  ) {
    const target = request.url ?? '/';
    const mark = target.indexOf('?');
    this.method = request.method ?? 'GET';
    this.path = mark < 0 ? target : target.slice(0, mark);
    this.search = mark < 0 ? '' : target.slice(mark);
  }

  get query(): URLSearchParams {
    return this.search === '' ? noQuery : new URLSearchParams(this.search);
  }

  get token(): string | null {
    const { headers } = this.request;
    const key = headers['x-api-key'];
    if (typeof key === 'string') return key;
    return headers.authorization?.replace(/^Bearer\s+/i, '') ?? null;
  }

  get authorized(): boolean {
    // a device nobody ever opened admits nobody, whatever the headers say
    const { memory } = this.miner;
    return memory.wasOpened && memory.access.admits(this.token, this.at, this.miner.segmentAt(this.at).device.bootedAt);
  }
}
