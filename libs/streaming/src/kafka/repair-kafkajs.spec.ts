import { beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { repairKafkajs } from './repair-kafkajs.js';

const quiet = { debug: () => {}, warn: () => {}, info: () => {}, error: () => {} };

describe('the repaired request queue', () => {
  beforeAll(() => repairKafkajs());

  const open = (
    maxInFlightRequests: number,
  ): { queue: RequestQueue; sent: number[]; push: (correlationId: number) => void } => {
    const queue = new RequestQueue({
      maxInFlightRequests,
      requestTimeout: 1_000,
      enforceRequestTimeout: false,
      clientId: 't',
      broker: 'b',
      logger: quiet,
    });
    const sent: number[] = [];
    const push = (correlationId: number): void =>
      queue.push({
        entry: { correlationId, resolve: () => {}, reject: () => {} },
        expectResponse: true,
        sendRequest: () => void sent.push(correlationId),
      });
    return { queue, sent, push };
  };

  it('sets no timer while nothing waits', () => {
    const { queue, push } = open(5);
    push(1);
    queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('still sends what waited for its turn', () => {
    const { queue, sent, push } = open(1);
    push(1);
    push(2);
    expect(sent).toEqual([1]);
    queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
    expect(sent).toEqual([1, 2]);
    queue.destroy();
  });

  it('still sends what waited for the broker’s throttle to end', async () => {
    const { queue, sent, push } = open(5);
    queue.maybeThrottle(60);
    push(1);
    expect(sent).toEqual([]);
    await systemClock.sleep(120);
    expect([sent, queue.throttleCheckTimeoutId]).toEqual([[1], null]);
  });
});
