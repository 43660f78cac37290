import { connect } from 'node:net';

/** Parts of a Kafka request: numbers and texts as the protocol writes them. */
export const int16 = (value) => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
export const int32 = (value) => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
};
export const text = (value) => Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
export const bytes = (value) => Buffer.concat([int32(value.length), value]);

/** Reads a Kafka answer from its start. Each call takes the next field; reading past the end throws. */
export class AnswerReader {
  #buffer;
  #at = 0;

  constructor(buffer) {
    this.#buffer = buffer;
  }

  int16() {
    return this.#buffer.readInt16BE(this.#take(2));
  }

  int32() {
    return this.#buffer.readInt32BE(this.#take(4));
  }

  text() {
    const length = this.int16();
    if (length < 0) return null;
    const from = this.#take(length);
    return this.#buffer.toString('utf8', from, from + length);
  }

  #take(length) {
    const from = this.#at;
    this.#at += length;
    return from;
  }
}

const MAX_ANSWER_BYTES = 1 << 20;

/** Sends one request over a connection of its own and resolves with a reader of the answer, within the deadline. */
export function ask({ host, port, apiKey, version, body, timeoutMs }) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (error) => (socket.destroy(), reject(error));
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => fail(new Error(`no answer within ${timeoutMs} ms`)));
    socket.once('error', fail);
    socket.once('close', () => reject(new Error('the connection closed before an answer')));
    socket.once('connect', () => socket.write(frame(apiKey, version, body)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4) return;
      const size = received.readInt32BE(0);
      if (size < 4 || size > MAX_ANSWER_BYTES) return void fail(new Error('the answer is not one of Kafka'));
      if (received.length < 4 + size) return;
      resolve(new AnswerReader(received.subarray(8, 4 + size)));
      socket.destroy();
    });
  });
}

function frame(apiKey, version, body) {
  const request = Buffer.concat([int16(apiKey), int16(version), int32(1), text('lodestream-probe'), ...body]);
  return Buffer.concat([int32(request.length), request]);
}
