import { describe, expect, it } from '@jest/globals';
import { type Clock, FakeClock, silentLog } from '@lodestream/component';
import type { FleetMiner } from '@lodestream/records';
import { aMiner } from '../../test/a-reading.js';
import type { MinerDriver } from '../drivers/miner-driver.js';
import { MinerIngestionConfig } from '../config.js';
import { ExchangeLog } from '../diagnose/exchange-log.js';
import { Credentials } from '../fleet/credentials.js';
import type { Recalled } from '../memory/miner-memory.js';
import type { SessionSettings } from './miner-session.js';
import { Sessions } from './sessions.js';

/** Sessions over a schedule and a driver that only remember what they were told. */
function open(recalled: Partial<Recalled> = {}) {
  const schedule: string[] = [];
  let opened = 0;
  const driver: MinerDriver = {
    name: 'vnish',
    defaultPort: 80,
    open: () => {
      opened += 1;
      return {
        read: () => Promise.reject(new Error('not read here')),
        readSlowly: () => null,
        forgetIdentity: () => {},
        clockStepped: () => {},
      };
    },
  };
  const clock: Clock = new FakeClock();
  const sessions = new Sessions({
    drivers: new Map([['vnish', driver]]),
    credentials: new Credentials(new MinerIngestionConfig()),
    scheduler: {
      set: ({ key, origin, intervalMs, takenOver, polledTick }) =>
        void schedule.push(`set ${key} ${origin} ${intervalMs}${takenOver === true ? ` taken over at ${polledTick}` : ''}`),
      delete: (key) => void schedule.push(`delete ${key}`),
    },
    session: { exchanges: new ExchangeLog(clock, () => []) } as unknown as SessionSettings,
    recall: () => ({ told: null, takenOver: false, toldTick: null, ...recalled }),
    clock,
    log: silentLog,
    defaultIntervalMs: 60_000,
    firstPollWithinMs: 10_000,
  });
  return { sessions, schedule, opened: () => opened };
}

const record = (more: Partial<FleetMiner> = {}): FleetMiner => ({ ...aMiner().record, ...more });

describe('the sessions', () => {
  it('poll a miner at its own interval and port, or at the defaults', () => {
    const { sessions, schedule } = open();
    sessions.follow(record());
    sessions.follow(record({ miner_id: 'b', port: 8_180, interval_ms: 5_000 }));
    expect(schedule).toEqual(['set miner_01 10.0.0.1:80 60000', 'set b 10.0.0.1:8180 5000']);
  });

  it('leave a paused miner paused, whichever device stands for it', () => {
    const { sessions } = open({ told: { state: 'hashing', errors: [], pausedUntilMs: 77 }, takenOver: true });
    sessions.follow(record());
    sessions.follow(record({ port: 8_180 }));
    expect(sessions.get('miner_01')?.pausedUntilMs).toBe(77);
  });

  it('take over a miner that another had, for that one may have died with a tick in force', () => {
    const { sessions, schedule } = open({ takenOver: true, toldTick: 55 });
    sessions.follow(record());
    sessions.follow(record({ interval_ms: 5_000 }));
    expect(schedule).toEqual(['set miner_01 10.0.0.1:80 60000 taken over at 55', 'set miner_01 10.0.0.1:80 5000']);
  });

  it.each([
    { name: 'placed elsewhere', more: { location: { site: 'x', rack: null, position: null, label: null } }, opened: 1 },
    { name: 'polled at another interval', more: { interval_ms: 5_000 }, opened: 1 },
    { name: 'at another address', more: { address: '10.0.0.2' }, opened: 2 },
    { name: 'given another credential', more: { credential_ref: 'config:other' }, opened: 2 },
    { name: 'given an algorithm', more: { algorithm: 'scrypt' as const }, opened: 2 },
  ])('of a miner that is $name begin anew only when it is another device', ({ more, opened: wanted }) => {
    const { sessions, opened } = open();
    sessions.follow(record());
    const before = sessions.get('miner_01');
    sessions.follow(record(more));
    expect([opened(), sessions.get('miner_01') === before]).toEqual([wanted, wanted === 1]);
  });

  it.each([{ more: { enabled: false } }, { more: { driver: 'none-such' } }])('end for a miner with $more', ({ more }) => {
    const { sessions, schedule } = open();
    sessions.follow(record());
    sessions.follow(record(more));
    expect([sessions.size, schedule.at(-1)]).toEqual([0, 'delete miner_01']);
  });

  it('forget a miner that went to another owner', () => {
    const { sessions } = open();
    sessions.follow(record());
    sessions.forget('miner_01');
    expect([sessions.size, sessions.get('miner_01')]).toEqual([0, undefined]);
  });
});
