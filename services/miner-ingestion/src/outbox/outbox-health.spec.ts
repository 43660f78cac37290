import { expect, it } from '@jest/globals';
import { outboxHealth } from './outbox-health.js';

const well = { stalledForMs: 0, bytes: 10, droppedLately: 0 };

it.each([
  { outbox: well, expected: { ready: true } },
  { outbox: { ...well, stalledForMs: 14_999, droppedLately: 3 }, expected: { ready: true } },
  {
    outbox: { ...well, stalledForMs: 15_000 },
    expected: { ready: false, reason: 'the bus has taken nothing for 15 s; 10 bytes wait in the outbox' },
  },
  {
    outbox: { ...well, stalledForMs: 61_000, droppedLately: 3 },
    expected: {
      ready: false,
      reason: 'the bus has taken nothing for 61 s; 10 bytes wait in the outbox, and 3 readings had to make room',
    },
  },
])('an outbox stalled for $outbox.stalledForMs ms that dropped $outbox.droppedLately is $expected', ({ outbox, expected }) => {
  expect(outboxHealth(outbox, 15_000)).toEqual(expected);
});
