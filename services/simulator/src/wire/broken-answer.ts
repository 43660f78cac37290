import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Clock } from '@lodestream/component';
import type { Answer } from '../vnish/answer.js';
import { type AnswerFault, type BrokenAnswer, garbageAt } from './disruption.js';
import { begin, bytesOf, send } from './send.js';

/** An answer that goes wrong on its way. */
export interface BrokenDelivery {
  readonly response: ServerResponse;
  /** What would have been answered. */
  readonly given: Answer;
  /** What the device's chance is drawn from. */
  readonly key: number;
  readonly at: number;
  readonly clock: Clock;
  /** Aborts when the farm closes. */
  readonly closing: AbortSignal;
}

/** Between two bytes of a body that trickles. */
const trickleMs = 400;
/** Even an answer without an end ends, long after any reader should have. */
const endlessBytes = 256 * 1024 * 1024;
const endlessPart = Buffer.from(`${'{"padding":"'.padEnd(16_383, 'x')},`);
const bombBytes = 16 * 1024 * 1024;
const bombDepth = 100_000;
const missingBytes = 128;
/** Where nobody may be led: the address that clouds keep for their secrets. */
const redirectTo = 'http://169.254.169.254/latest/meta-data/';

/** Answers as the fault has it; returns at once, whatever goes on on the wire. */
export function breakAnswer(fault: AnswerFault, delivery: BrokenDelivery): void {
  void deliver[fault.kind](delivery, fault);
}

const deliver: Readonly<Record<BrokenAnswer, (delivery: BrokenDelivery, fault: AnswerFault) => void | Promise<void>>> = {
  garbage({ response, key, at }) {
    const body = garbageAt(key, at);
    send(response, { status: 200, body }, Buffer.byteLength(body));
  },

  /** Promises the whole and hangs up in the middle of it. */
  truncated({ response, given }) {
    begin(response, given, Math.max(2, bytesOf(given)));
    response.write(given.body.slice(0, given.body.length >> 1), () => response.destroy());
  },

  /** Comes byte by byte: never silent, never done. */
  async slow_loris({ response, given, clock, closing }) {
    begin(response, given, bytesOf(given));
    const bytes = Buffer.from(given.body);
    for (let at = 0; at < bytes.length && !response.destroyed && !closing.aborted; at += 1) {
      response.write(bytes.subarray(at, at + 1));
      await clock.sleep(trickleMs, closing);
    }
    response.end();
  },

  /** Goes on and on, as fast as it is read. */
  endless({ response, given: { status } }) {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    let sent = 0;
    const pour = (): void => {
      while (sent < endlessBytes && !response.destroyed) {
        sent += endlessPart.length;
        if (!response.write(endlessPart)) return void response.once('drain', pour);
      }
      response.destroy();
    };
    pour();
  },

  /** Is small on the wire, and large or deep once it is opened. */
  bomb({ response }, { bomb }) {
    if (bomb === 'deep') {
      const body = '['.repeat(bombDepth) + ']'.repeat(bombDepth);
      return send(response, { status: 200, body }, body.length);
    }
    const body = unfolding();
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip', 'Content-Length': body.length });
    response.end(body);
  },

  redirect({ response }) {
    response.writeHead(302, { Location: redirectTo, 'Content-Length': 0 });
    response.end();
  },

  /** Promises less than comes, so that the rest looks like the next answer, or more, and waits. */
  wrong_length({ response, given }, { length }) {
    const bytes = bytesOf(given);
    begin(response, given, Math.max(1, length === 'long' ? bytes + missingBytes : bytes - missingBytes));
    response.write(given.body);
    if (length !== 'long') response.end();
  },
};

let folded: Buffer | undefined;

/** Made at its first use, for it takes a while. */
function unfolding(): Buffer {
  return (folded ??= gzipSync(Buffer.alloc(bombBytes, ' ')));
}
