import { Malformed } from './malformed.js';

const lineEnd = '\r\n';
const sizeLine = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i;

/** Undoes the chunked coding (RFC 9112, 7.1); extensions and trailers are forgotten, and bounded together with all that is no body. */
export class ChunkedBody {
  private pending: Buffer = Buffer.alloc(0);
  private state: 'size' | 'data' | 'data_end' | 'trailer' | 'done' = 'size';
  private left = 0;
  /** Bytes that are no body, less those that are. */
  private overhead = 0;

  /** @param maxOverheadBytes by how much what is no body may outweigh it */
  constructor(private readonly maxOverheadBytes: number) {}

  /**
   * Takes what came in, and hands each piece of the body to `take`; true once the body is whole.
   * @throws Malformed
   */
  push(bytes: Buffer, take: (piece: Buffer) => void): boolean {
    this.pending = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes]);
    while (this.state !== 'done' && this.step(take));
    return this.state === 'done';
  }

  /** True when more came than the body has. */
  get hasMore(): boolean {
    return this.pending.length > 0;
  }

  /** Does one thing, and says whether there was enough for it. */
  private step(take: (piece: Buffer) => void): boolean {
    if (this.state === 'data') return this.data(take);
    const line = this.line();
    if (line === null) return false;
    if (this.state === 'size') this.begin(line);
    else if (line === '') this.state = this.state === 'trailer' ? 'done' : 'size';
    else if (this.state === 'data_end') throw new Malformed('with a chunk longer than it says');
    return true;
  }

  private begin(line: string): void {
    const [, size] = sizeLine.exec(line) ?? [];
    if (size === undefined) throw new Malformed('with a chunk without a size');
    this.left = Number.parseInt(size, 16);
    this.state = this.left === 0 ? 'trailer' : 'data';
  }

  private data(take: (piece: Buffer) => void): boolean {
    if (this.pending.length === 0) return false;
    const piece = this.pending.subarray(0, this.left);
    this.pending = this.pending.subarray(piece.length);
    this.left -= piece.length;
    this.overhead -= piece.length;
    if (this.left === 0) this.state = 'data_end';
    take(piece);
    return true;
  }

  /** The next whole line; null until it has come. */
  private line(): string | null {
    const end = this.pending.indexOf(lineEnd);
    if (end < 0 && this.pending.length > this.maxOverheadBytes) throw new Malformed('with lines between its chunks that are too long');
    if (end < 0) return null;
    const line = this.pending.toString('latin1', 0, end);
    this.pending = this.pending.subarray(end + lineEnd.length);
    this.overhead += end + lineEnd.length;
    if (this.overhead > this.maxOverheadBytes) throw new Malformed('with more between its chunks than in them');
    return line;
  }
}
