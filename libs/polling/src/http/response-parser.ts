import { ChunkedBody } from './chunked-body.js';
import type { DeviceResponse, HttpLimits } from './device-exchange.js';
import { Malformed } from './malformed.js';
import { type Framing, framingOf, parseHead, type ResponseHead } from './response-head.js';

const headEnd = '\r\n\r\n';
const beginning = 'HTTP/1.';
const mostInterims = 8;

/**
 * Reads one answer to one request that is no HEAD, from whatever pieces it comes in, and no more of it than the limits allow.
 * Nothing of a head is understood before it is whole, except that it is none.
 */
export class ResponseParser {
  private readonly pieces: Buffer[] = [];
  private bytes = 0;
  private unread: Buffer | null = null;
  private head: ResponseHead | null = null;
  private framing: Framing = 'until_closed';
  private chunks: ChunkedBody | null = null;
  private excess = false;
  private interims = 0;

  constructor(private readonly limits: HttpLimits) {}

  /** True when the connection can carry another request after this answer. */
  get keepsConnection(): boolean {
    return this.head?.keepsConnection === true && this.framing !== 'until_closed' && !this.excess;
  }

  /**
   * Takes what came in; the answer once it is whole, null until then.
   * @throws Malformed
   */
  push(bytes: Buffer): DeviceResponse | null {
    if (this.head !== null) return this.body(this.head, bytes);
    const unread = this.unread === null ? bytes : Buffer.concat([this.unread, bytes]);
    this.unread = unread;
    if (!beginning.startsWith(unread.toString('latin1', 0, Math.min(beginning.length, unread.length))))
      throw new Malformed('without speaking HTTP/1');
    const end = unread.indexOf(headEnd);
    if ((end < 0 ? unread.length : end) > this.limits.maxHeaderBytes)
      throw new Malformed(`with more than ${this.limits.maxHeaderBytes} bytes of headers`);
    if (end < 0) return null;
    this.unread = null;
    return this.begin(parseHead(unread.toString('latin1', 0, end)), unread.subarray(end + headEnd.length));
  }

  /** The connection has ended; the answer where that is how its end is told, null where it is cut off. */
  end(): DeviceResponse | null {
    return this.head !== null && this.framing === 'until_closed' ? this.whole(this.head) : null;
  }

  private begin(head: ResponseHead, rest: Buffer): DeviceResponse | null {
    if (head.status === 101) throw new Malformed('by another protocol than it was asked in');
    if (head.status < 200) return this.interim(rest);
    this.head = head;
    this.framing = framingOf(head);
    if (typeof this.framing === 'number') this.bound(this.framing);
    if (this.framing === 'chunked') this.chunks = new ChunkedBody(this.limits.maxHeaderBytes);
    return this.body(head, rest);
  }

  /** It only says that the real answer comes (RFC 9110, 15.2). */
  private interim(rest: Buffer): DeviceResponse | null {
    this.interims += 1;
    if (this.interims > mostInterims) throw new Malformed(`with more than ${mostInterims} interim answers`);
    return rest.length > 0 ? this.push(rest) : null;
  }

  private body(head: ResponseHead, bytes: Buffer): DeviceResponse | null {
    if (this.chunks !== null) return this.chunked(head, this.chunks, bytes);
    if (this.framing === 'until_closed') {
      this.take(bytes);
      return null;
    }
    const wanted = Number(this.framing) - this.bytes;
    if (bytes.length > wanted) this.excess = true;
    this.take(bytes.length > wanted ? bytes.subarray(0, wanted) : bytes);
    return this.bytes === this.framing ? this.whole(head) : null;
  }

  private chunked(head: ResponseHead, chunks: ChunkedBody, bytes: Buffer): DeviceResponse | null {
    if (!chunks.push(bytes, (piece) => this.take(piece))) return null;
    this.excess = chunks.hasMore;
    return this.whole(head);
  }

  private take(piece: Buffer): void {
    this.bytes += piece.length;
    this.bound(this.bytes);
    if (piece.length > 0) this.pieces.push(piece);
  }

  private bound(bytes: number): void {
    if (bytes > this.limits.maxBodyBytes) throw new Malformed(`with more than ${this.limits.maxBodyBytes} bytes`);
  }

  private whole({ status, headers }: ResponseHead): DeviceResponse {
    const [only, second] = this.pieces;
    return { status, headers, body: only !== undefined && second === undefined ? only : Buffer.concat(this.pieces, this.bytes) };
  }
}
