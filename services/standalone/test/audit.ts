import { expect } from '@jest/globals';
import { readingOf, type Books, type StoredPoint } from './books.js';
import type { IncomingMessage } from '@lodestream/streaming';

/** What a story may have cost, and no more. */
export interface Allowed {
  /** Answers of one miner that nobody acknowledged: what was in flight at the kills. */
  readonly unacknowledgedPerMiner: number;
  /** Polls of each miner that gave no reading, on top: on a busy machine one may be out of time although its miner had answered. */
  readonly failedPolls?: ReadonlyMap<string, number>;
  readonly deadLettered?: number;
  /** Messages of the topics whose event was there already: a producer that was cut off sends again, and a new owner polls the tick in force. */
  readonly sentAgain?: number;
}

/** A header of messages that a test made itself: no miner ever told them. */
export const byHand = 'made-by-hand';

const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
const idsOf = (messages: readonly IncomingMessage[]): Set<string> => new Set(messages.map(({ headers }) => headers['event-id']!));
const tickOf = ({ minerId, at }: StoredPoint): string => `${minerId}:${at}`;

/** Holds every book against every other; nothing may be missing, doubled, or made up. */
export function audit(books: Books, allowed: Allowed): void {
  const { deadLettered = 0, sentAgain = 0 } = allowed;
  const messages = books.readings.length + books.events.length;
  const [readingIds, eventIds] = [idsOf(books.readings), idsOf(books.events)];
  expect(books.readings.length).toBeGreaterThan(0);
  expect(messages - readingIds.size - eventIds.size).toBeLessThanOrEqual(sentAgain);
  expect(books.ledger).toMatchObject({ produced: messages, dead_lettered: deadLettered, lost: 0, in_flight: 0 });
  expect(books.ledger.stored + total(books.ledger.dropped) + deadLettered).toBe(messages);
  expect(books.deadLetters).toBe(deadLettered);
  const { duplicate_tick: repeats = 0, ...givenUp } = books.ledger.dropped;
  expect(repeats).toBeLessThanOrEqual(messages - readingIds.size - eventIds.size);
  const storedTicks = new Set(books.storedReadings.map(tickOf));
  expect(storedTicks.size).toBe(books.storedReadings.length);
  expect(books.storedReadings.length + books.storedEvents.length).toBe(readingIds.size + eventIds.size - deadLettered - total(givenUp));
  expectServedAcknowledged(books, allowed);
  expectStoredServed(books);
}

/** What the miners answered is acknowledged, but for what was in flight at a kill and what came too late for its poll. */
function expectServedAcknowledged({ served, readings }: Books, { unacknowledgedPerMiner, failedPolls }: Allowed): void {
  const acknowledged = answersOf(readings);
  const missing = [...served].map(([minerId, rates]) => ({
    minerId,
    missing: rates.length - (acknowledged.get(minerId)?.size ?? 0),
    allowed: unacknowledgedPerMiner + (failedPolls?.get(minerId) ?? 0),
  }));
  expect(missing.filter(({ missing, allowed }) => missing > allowed || missing < 0)).toEqual([]);
}

/** The answers that were acknowledged, by miner; one that was sent again is one answer all the same. */
function answersOf(readings: readonly IncomingMessage[]): Map<string, Set<string>> {
  const answers = new Map<string, Set<string>>();
  for (const reading of readings.filter(({ headers }) => headers[byHand] === undefined).map(readingOf)) {
    if (reading.state === 'offline') continue;
    const known = answers.get(reading.miner_id) ?? new Set();
    answers.set(reading.miner_id, known.add(`${reading.timestamp}:${reading.observed_at}`));
  }
  return answers;
}

/** Every stored hashrate is one that this very miner told. */
function expectStoredServed({ served, storedRates }: Books): void {
  const told = new Map([...served].map(([minerId, rates]) => [minerId, new Set(rates.map(rounded))]));
  const madeUp = storedRates.filter(({ minerId, value }) => !told.get(minerId)?.has(rounded(value * 1_000)));
  expect(madeUp).toEqual([]);
}

const rounded = (rate: number): string => rate.toPrecision(9);
