import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { readHeaders } from '../headers/stream-headers.js';
import { readTrace } from '../headers/trace-parent.js';
import { pass } from '../outcome.js';
import { pipeline } from './pipeline.js';
import { aBatch, aMessage, RunnerUnderTest } from './runner-under-test.js';
import { step } from './step.js';

const shout = {
  name: 'shouts',
  topic: 'mining.shouts',
  schema: 'shout/1',
  encode: (text: string): Buffer => Buffer.from(text.toUpperCase()),
};
const read = step('read', (value: Buffer) => pass(value.toString()));
const emitting = (output = shout) =>
  new RunnerUnderTest(
    pipeline('p')
      .step(read)
      .emit(output, (text) => text.slice(0, 1)),
  );
const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('emitting', () => {
  it('sends each record under its key, in order, and commits after the acknowledgement', async () => {
    const test = emitting();
    test.onSend = async () => expect(test.commits).toEqual([]);
    await test.run(aBatch([aMessage(0, 'ab'), aMessage(1, 'cd')]));
    expect(test.sent[0]?.messages.map((m) => [m.key, m.value?.toString()])).toEqual([
      ['a', 'AB'],
      ['c', 'CD'],
    ]);
    expect(test.commits.map((c) => c.nextOffset)).toEqual([2]);
  });

  it('says what it is, what it was made from, and goes on with the trace', async () => {
    const test = emitting();
    await test.run(aBatch([aMessage(7, 'ab', null, { 'event-id': 'e7', traceparent: parent })]));
    const headers = readHeaders(test.sent[0]!.messages[0]!.headers!);
    expect(headers).toMatchObject({
      schema: 'shout/1',
      eventId: 'p/shouts/e7',
      source: 'test/1',
      lineage: [{ topic: 't', partition: 0, offset: 7 }],
    });
    expect(readTrace(headers.traceParent!)?.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });

  it('makes the same event of the same message each time', async () => {
    const test = emitting();
    for (const _ of [1, 2]) await test.run(aBatch([aMessage(7, 'ab')]), { ledger: null });
    const ids = test.sent.map((s) => s.messages[0]?.headers?.['event-id']);
    expect(ids).toEqual(['p/shouts/t/0/7', 'p/shouts/t/0/7']);
  });

  it('dead-letters the one record its schema refuses, and sends the others', async () => {
    const strict = (text: string): Buffer => {
      if (text === 'no') throw new PermanentError('shout: expected yes', 'validation');
      return Buffer.from(text);
    };
    const test = emitting({ ...shout, encode: strict });
    await test.run(aBatch([aMessage(0, 'a'), aMessage(1, 'no'), aMessage(2, 'b')]));
    expect(test.sent.flatMap((s) => s.messages.map((m) => m.value?.toString()))).toEqual(['a', 'b']);
    expect(test.letters.map((l) => [l.fate.message.offset, l.fate.ended?.step])).toEqual([[1, 'shouts']]);
  });
});
