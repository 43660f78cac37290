import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Log } from '@lodestream/component';
import type { ServedLog, ServedOutcome } from '../control/served-log.js';
import type { VirtualMiner } from '../fleet/virtual-miner.js';
import { type Answer, refused } from '../vnish/answer.js';
import { answer } from '../vnish/router.js';
import { breakAnswer } from './broken-answer.js';
import { type Disruption, disruptionOf, isNone } from './disruption.js';
import { type AskedFor, HttpCall } from './http-call.js';
import type { PlainRequest } from './plain-request.js';
import { readBody } from './read-body.js';
import { bytesOf, send, wholeText } from './send.js';

/** What a desk needs to answer for the farm. */
export interface MinerDeskParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly served: ServedLog;
  readonly addressOf: (index: number) => string;
}

/** Answers every request of every miner, as its firmware and its faults have it, and writes down what it answered. */
export class MinerDesk {
  private readonly closing = new AbortController();

  constructor(private readonly parts: MinerDeskParts) {}

  /** Ends the waiting of slow answers. */
  close(): void {
    this.closing.abort();
  }

  /** Answers one request; a reader that has nothing to send and a miner that is well are served at once. */
  serve(miner: VirtualMiner, request: IncomingMessage, response: ServerResponse): void {
    const disruption = disruptionOf(miner.segmentAt(this.parts.clock.now()));
    if (disruption.unreachable !== null) return this.vanish(miner, request, disruption.unreachable);
    if (request.method === 'GET' && disruption.delayMs === 0) {
      this.respond(miner, request, response, disruption, undefined);
      return;
    }
    void this.serveLater(miner, request, response, disruption);
  }

  /** Answers a plain request in one piece; false where node:http is needed for it, and nothing was done. */
  answer(miner: VirtualMiner, request: PlainRequest, socket: Socket): boolean {
    const at = this.parts.clock.now();
    // what the reader has not taken yet is for node:http to hold back
    if (socket.writableLength > 0 || !isNone(disruptionOf(miner.segmentAt(at)))) return false;
    const given = this.answerTo(miner, request, at, undefined);
    const bytes = bytesOf(given);
    const text = wholeText(given, bytes);
    if (text === null) return false;
    socket.write(text, 'latin1');
    this.note(miner, { ...request, socket }, at, given, 'complete', bytes);
    return true;
  }

  private async serveLater(miner: VirtualMiner, request: IncomingMessage, response: ServerResponse, disruption: Disruption): Promise<void> {
    try {
      const body = request.method === 'GET' ? undefined : await readBody(request);
      if (disruption.delayMs > 0) await this.parts.clock.sleep(disruption.delayMs, this.closing.signal);
      this.respond(miner, request, response, disruption, body);
    } catch (error) {
      this.parts.log.debug('A request to a simulated miner broke off.', { error });
      request.socket.destroy();
    }
  }

  private respond(miner: VirtualMiner, request: IncomingMessage, response: ServerResponse, how: Disruption, body: unknown): void {
    const at = this.parts.clock.now();
    const given = body instanceof Error ? refused(400, body.message) : this.answerTo(miner, request, at, body);
    if (response.destroyed) return this.note(miner, request, at, given, 'abandoned');
    if (how.answer !== null) {
      breakAnswer(how.answer, { response, given, key: miner.traits.key, at, clock: this.parts.clock, closing: this.closing.signal });
      return this.note(miner, request, at, given, how.answer.kind);
    }
    const bytes = bytesOf(given);
    send(response, given, bytes);
    this.note(miner, request, at, given, 'complete', bytes);
  }

  private answerTo(miner: VirtualMiner, request: AskedFor, at: number, body: unknown): Answer {
    return answer(new HttpCall(miner, this.parts.addressOf(miner.traits.index), at, request, body));
  }

  private vanish(miner: VirtualMiner, request: IncomingMessage, how: 'reset' | 'ignored'): void {
    const at = this.parts.clock.now();
    if (how === 'reset') request.socket.resetAndDestroy();
    this.note(miner, request, at, { status: 0, body: '' }, how);
  }

  private note(
    miner: VirtualMiner,
    request: Pick<IncomingMessage, 'method' | 'url' | 'socket'>,
    at: number,
    given: Answer,
    outcome: ServedOutcome,
    bytes = Buffer.byteLength(given.body),
  ): void {
    this.parts.served.add({
      minerIndex: miner.traits.index,
      at,
      observedAt: given.digest?.observedAt ?? null,
      client: clientOf(request.socket),
      method: request.method ?? '',
      path: (request.url ?? '').slice(0, 200),
      status: given.status,
      bytes,
      outcome,
      digest: given.digest ?? null,
    });
  }
}

/** Node asks the kernel once for each connection. */
function clientOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress}:${remotePort}`;
}
