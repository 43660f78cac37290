import { beforeEach, describe, expect, it } from '@jest/globals';
import { LivePush, type LiveChanges } from './live-push.js';
import { LiveSession, type LiveSocket } from './live-session.js';

class FakeSocket implements LiveSocket {
  bufferedAmount = 0;
  sent: unknown[] = [];
  ended: (number | string)[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code: number): void {
    this.ended.push(code);
  }

  terminate(): void {
    this.ended.push('terminated');
  }

  /** What was sent since the last look. */
  take(): unknown[] {
    return this.sent.splice(0);
  }
}

let state: Map<string, number>;
let asked: string[];
let socket: FakeSocket;
let session: LiveSession;
let nowMs: number;

const source = {
  fleet: () => note('fleet', { total: state.size }),
  system: () => note('system', { services: [] }),
  market: () => note('market', { coins: [] }),
  miner: (id: string) => note(`miner:${id}`, state.get(id) ?? null),
  rows: (ids?: ReadonlySet<string>) =>
    note(
      'miners',
      [...(ids ?? state.keys())].map((id) => [id, state.get(id)]),
    ),
};
const note = (what: string, data: unknown): unknown => (asked.push(what), data);
const pushOf = ({ miners = new Set(), beat = false }: Partial<LiveChanges>) => new LivePush(source, { miners, beat });
const flush = (change: Partial<LiveChanges> = {}) => session.flush(pushOf(change), nowMs);
const subscribe = (...channels: string[]) => session.receive(JSON.stringify({ subscribe: channels }));

beforeEach(() => {
  [state, asked, socket, nowMs] = [
    new Map([
      ['m1', 1],
      ['m2', 2],
    ]),
    [],
    new FakeSocket(),
    0,
  ];
  session = new LiveSession(socket);
});

describe('a live session', () => {
  it('sends nothing to who has subscribed nothing', () => {
    flush({ miners: new Set(['m1']), beat: true });
    expect(socket.sent).toEqual([]);
  });

  it('sends every channel whole at once, then only what changes', () => {
    subscribe('fleet', 'system', 'miner:m1', 'miner:gone');
    flush();
    expect(socket.take()).toEqual([
      { channel: 'fleet', data: { total: 2 } },
      { channel: 'system', data: { services: [] } },
      { channel: 'miner:m1', data: 1 },
      { channel: 'miner:gone', data: null },
    ]);
    flush();
    expect(socket.take()).toEqual([]);
    flush({ miners: new Set(['m2']) });
    expect(socket.take()).toEqual([{ channel: 'fleet', data: { total: 2 } }]);
    flush({ miners: new Set(['m1']) });
    expect(socket.take()).toEqual([
      { channel: 'fleet', data: { total: 2 } },
      { channel: 'miner:m1', data: 1 },
    ]);
  });

  it('tells the fleet, the system and the market at a steady pace, as a sign of life', () => {
    subscribe('fleet', 'system', 'market');
    flush();
    socket.take();
    flush({ beat: true });
    expect(socket.take()).toHaveLength(3);
  });

  it('sends all rows, then the changed ones', () => {
    subscribe('miners');
    flush();
    expect(socket.take()).toEqual([
      {
        channel: 'miners',
        whole: true,
        data: [
          ['m1', 1],
          ['m2', 2],
        ],
      },
    ]);
    flush({ miners: new Set(['m2']) });
    expect(socket.take()).toEqual([{ channel: 'miners', data: [['m2', 2]] }]);
  });

  it('ends what a new subscription does not name', () => {
    subscribe('miners', 'miner:m1');
    subscribe('fleet');
    flush({ miners: new Set(['m1']) });
    expect(socket.take()).toEqual([{ channel: 'fleet', data: { total: 2 } }]);
  });

  it('answers nonsense with what is wrong, and keeps what was subscribed', () => {
    subscribe('fleet');
    session.receive('{"subscribe":["weather"]}');
    flush();
    expect(socket.take()).toEqual([{ error: expect.stringMatching(/no channel/) }, { channel: 'fleet', data: { total: 2 } }]);
  });

  it('answers no nonsense of who does not read', () => {
    socket.bufferedAmount = 1e6;
    session.receive('nonsense');
    expect(socket.sent).toEqual([]);
  });
});

describe('a slow client', () => {
  beforeEach(() => {
    subscribe('fleet', 'miners', 'miner:m1');
    flush();
    socket.take();
    socket.bufferedAmount = 1e6;
  });

  it('gets the latest state once, however much it has missed', () => {
    for (const value of [10, 11, 12]) {
      state.set('m1', value);
      flush({ miners: new Set(['m1']) });
    }
    flush({ miners: new Set(['m2']) });
    expect(socket.take()).toEqual([]);
    socket.bufferedAmount = 0;
    flush();
    expect(socket.take()).toEqual([
      { channel: 'fleet', data: { total: 2 } },
      { channel: 'miner:m1', data: 12 },
      {
        channel: 'miners',
        data: [
          ['m1', 12],
          ['m2', 2],
        ],
      },
    ]);
  });

  it('is closed after 30 seconds without a read, and cut off when it does not hear that either', () => {
    flush();
    nowMs = 30_000;
    flush();
    expect([socket.ended, session.isGivenUp]).toEqual([[], false]);
    nowMs = 30_001;
    flush();
    expect([socket.ended, session.isGivenUp]).toEqual([[1013], true]);
    nowMs = 35_001;
    flush();
    expect(socket.ended).toEqual([1013, 'terminated']);
  });

  it('is forgiven once it reads again', () => {
    flush();
    nowMs = 29_000;
    socket.bufferedAmount = 0;
    flush();
    socket.bufferedAmount = 1e6;
    nowMs = 40_000;
    flush();
    expect(socket.ended).toEqual([]);
  });
});

describe('one push', () => {
  it('reads and writes each state once for all clients', () => {
    const sessions = Array.from({ length: 5 }, () => new LiveSession(new FakeSocket()));
    for (const each of sessions) each.receive('{"subscribe":["fleet","miners","miner:m1"]}');
    const first = pushOf({});
    for (const each of sessions) each.flush(first, 0);
    const second = pushOf({ miners: new Set(['m1']) });
    for (const each of sessions) each.flush(second, 0);
    expect(asked).toEqual(['fleet', 'miner:m1', 'miners', 'fleet', 'miner:m1', 'miners']);
  });
});
