/**
 * What a poll costs with everything on (driver, record, schema check, events, headers, outbox) against two bare loops that parse the JSON
 * and send it on, one over the same client and one over `node:http`, as who has no client of his own would write it: CPU a poll, in
 * turns, and the ratios of this one run. Each poll has a connection of its own, as it has at intervals above ten seconds.
 */
import 'reflect-metadata';
import { silentLog, systemClock } from '@lodestream/component';
import { AddressGuard, GuardedHttp } from '@lodestream/polling';
import type { OutgoingMessage, Position, Publisher } from '@lodestream/streaming';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import { ExchangeLog } from '../src/diagnose/exchange-log.js';
import { vnishDriver } from '../src/drivers/vnish/vnish.driver.js';
import { IngestionMetrics } from '../src/metrics.js';
import { Outbox } from '../src/outbox/outbox.js';
import { MinerSession } from '../src/polling/miner-session.js';
import { Report } from '../src/polling/report.js';
import { aMiner } from '../test/a-reading.js';

const metrics = new IngestionMetrics(new Registry());
/** One for all miners, as in the service. */
const exchanges = new ExchangeLog(systemClock, () => []);
const miners = 200;
/** Short turns, and many: what else the machine does then falls on both sides alike. */
const pollsEach = 2;
const rounds = 120;
/** Polls of each side for each miner before anything is measured: V8 goes on compiling what runs often for that long, and a poller runs for days. */
const warmUps = 100;
const concurrent = 64;

const sides = ['bare', 'overNodeHttp', 'full'] as const;
type Side = (typeof sides)[number];
/** Each side follows each other as often: whoever comes next finds the caches and the garbage that the one before has left. */
const orders: readonly (readonly Side[])[] = [
  ['bare', 'overNodeHttp', 'full'],
  ['bare', 'full', 'overNodeHttp'],
];

/** Takes messages and forgets them; only the cost before the bus is compared. Events are none of the results: this device soon looks frozen. */
class Sink implements Publisher {
  taken = 0;

  async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]> {
    if (topic === 'readings') this.taken += messages.length;
    return [];
  }
}

const child = fork(fileURLToPath(new URL('./device.ts', import.meta.url)), { execArgv: process.execArgv });
const [port] = (await once(child, 'message')) as [number];
const http = new GuardedHttp({
  guard: new AddressGuard(['127.0.0.0/8']),
  limits: { maxBodyBytes: 1 << 20, maxHeaderBytes: 16_384 },
  clock: systemClock,
});
const origin = { address: '127.0.0.1', port };

try {
  await bench();
} finally {
  child.disconnect();
}

async function bench(): Promise<void> {
  const sinks = { bare: new Sink(), overNodeHttp: new Sink(), full: new Sink() };
  const outbox = createOutbox(sinks.full);
  await outbox.start();
  const sessions = Array.from({ length: miners }, (_, n) => createSession(`miner_${n}`, outbox));
  // One signal for all polls, as the scheduler hands it out.
  const { signal } = new AbortController();
  const work: Record<Side, (poll: number) => Promise<void>> = {
    bare: (poll) => bare(poll, sinks.bare),
    overNodeHttp: (poll) => overNodeHttp(poll, sinks.overNodeHttp),
    full: (poll) => sessions[poll % miners]!.poll(Date.now(), signal),
  };
  for (let warm = 0; warm < warmUps; warm += 1) for (const side of sides) await pollAll(work[side], miners);
  while (outbox.bytes > 0) await systemClock.sleep(10);
  for (const side of sides) sinks[side].taken = 0;
  const costs: Record<Side, number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cost: Record<Side, number> = { bare: 0, overNodeHttp: 0, full: 0 };
    for (const side of orders[round % orders.length]!) cost[side] = await costOf(work[side]);
    costs.push(cost);
  }
  await outbox.stop();
  tell(costs);
  const total = rounds * miners * pollsEach;
  const taken = sides.map((side) => sinks[side].taken);
  console.log(`correct: ${taken.join(', ')} of ${total} readings sent by the bare loop, the one over node:http and miner-ingestion`);
  if (taken.some((readings) => readings !== total)) process.exitCode = 1;
}

function tell(costs: readonly Record<Side, number>[]): void {
  const at = (share: number) => (side: Side) =>
    `${quantileOf(
      costs.map((cost) => cost[side]),
      share,
    ).toFixed(0)} µs`;
  for (const [name, of] of [
    [`median of ${rounds} turns`, at(0.5)],
    ['calmest tenth of the turns', at(0.1)],
  ] as const)
    console.log(
      `CPU a poll, ${name}: bare loop ${of('bare')}, bare loop over node:http ${of('overNodeHttp')}, miner-ingestion ${of('full')}`,
    );
  const ratio = (side: Side): string => medianOf(costs.map((cost) => cost.full / cost[side])).toFixed(2);
  console.log(
    `median ratio of a turn: ${ratio('bare')} × the bare loop (goal: at most 1.6), ${ratio('overNodeHttp')} × the one over node:http`,
  );
}

function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

function quantileOf(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * values.length)]!;
}

async function bare(poll: number, sink: Sink): Promise<void> {
  const talk = http.converse(origin);
  const { body } = await talk.request({ method: 'GET', path: '/api/v1/summary' }, systemClock.monotonic() + 5_000);
  const record: unknown = JSON.parse(body.toString());
  await sink.send('readings', [{ key: `miner_${poll % miners}`, value: Buffer.from(JSON.stringify(record)) }]);
  talk.close();
}

function overNodeHttp(poll: number, sink: Sink): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request({ ...origin, host: origin.address, path: '/api/v1/summary', agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const record: unknown = JSON.parse(Buffer.concat(parts).toString());
        resolve(void sink.send('readings', [{ key: `miner_${poll % miners}`, value: Buffer.from(JSON.stringify(record)) }]));
      });
    });
    asked.setTimeout(5_000, () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject).end();
  });
}

async function costOf(work: (poll: number) => Promise<void>): Promise<number> {
  const began = process.cpuUsage();
  await pollAll(work, miners * pollsEach);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / (miners * pollsEach);
}

async function pollAll(work: (poll: number) => Promise<void>, count: number): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const poll = next;
      next += 1;
      await work(poll);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, lane));
}

function createOutbox(publisher: Publisher): Outbox {
  return new Outbox({
    publisher,
    clock: systemClock,
    log: silentLog,
    topics: { readings: 'readings', events: 'events', tracks: 'tracks' },
    maxBytes: 64 << 20,
    maxBatchMessages: 200,
    lingerMs: 25,
    drainMs: 5_000,
    onBug: (bug) => {
      throw bug;
    },
  });
}

function createSession(id: string, outbox: Outbox): MinerSession {
  const settings = {
    http,
    clock: systemClock,
    log: silentLog,
    random: Math.random,
    metrics,
    report: new Report({ outbox, clock: systemClock, log: silentLog, source: 'miner-ingestion/bench', metrics }),
    retry: { attempts: 1, firstDelayMs: 1, factor: 1, ceilingMs: 1 },
    requestTimeoutMs: 5_000,
    pollTimeoutMs: 10_000,
    offlineAfterMisses: 3,
    maySlowRead: () => true,
    exchanges,
    mayReport: () => true,
  };
  const reader = vnishDriver.open({ minerId: id, credential: null, expectedAlgorithm: null }, systemClock);
  return new MinerSession(aMiner({ id, origin }), reader, settings);
}
