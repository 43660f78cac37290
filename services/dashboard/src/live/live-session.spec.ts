import { beforeEach, describe, expect, it } from '@jest/globals';
import { LivePush, type LiveChanges } from './live-push.js';
import { LiveSession, type LiveSocket } from './live-session.js';

class FakeSocket implements LiveSocket {
  bufferedAmount = 0;
  sent: unknown[] = [];
  ended: (number | string)[] = [];
  private readonly onTheWay: (() => void)[] = [];

  send(text: string, sent?: () => void): void {
    this.sent.push(JSON.parse(text));
    if (sent) this.onTheWay.push(sent);
  }

  /** Lets what is on the way arrive; what follows it is on its way then. */
  arrive(): void {
    for (const sent of this.onTheWay.splice(0)) sent();
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
  minerIds: () => [...state.keys()],
  rows: (ids: Iterable<string>) =>
    note(
      'miners',
      Array.from(ids, (id) => [id, state.get(id)]),
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

describe('a large fleet', () => {
  interface Told {
    readonly channel: string;
    readonly data: readonly [string, number][];
    readonly whole?: true;
    readonly more?: true;
  }
  const rows = (): Told[] => (socket.take() as Told[]).filter(({ channel }) => channel === 'miners');
  const told = () => rows().map(({ channel: _, data, ...marks }) => [data.length, marks]);

  beforeEach(() => {
    state = new Map(Array.from({ length: 1_200 }, (_, n) => [`m${n}`, n]));
    subscribe('miners');
    flush();
  });

  it('comes 500 rows at a time, each message when the one before it is taken', () => {
    expect(told()).toEqual([[500, { whole: true, more: true }]]);
    flush({ beat: true });
    expect(told()).toEqual([]);
    socket.arrive();
    expect(told()).toEqual([[500, { more: true }]]);
    socket.arrive();
    expect(told()).toEqual([[200, {}]]);
    socket.arrive();
    expect(told()).toEqual([]);
  });

  it('tells what changes meanwhile once more, and as it is then', () => {
    flush({ miners: new Set(['m0']) });
    state.set('m0', -1);
    for (let message = 0; message < 3; message += 1) socket.arrive();
    const all = rows().flatMap(({ data }) => data);
    expect([all.length, all.at(-1)]).toEqual([1_201, ['m0', -1]]);
    flush({ miners: new Set(['m1']) });
    expect(told()).toEqual([[1, {}]]);
  });

  it('is bounded too where much changes at once', () => {
    for (let message = 0; message < 3; message += 1) socket.arrive();
    socket.take();
    flush({ miners: new Set(state.keys()) });
    expect(told()).toEqual([[500, { more: true }]]);
  });

  it('begins anew for a new subscription, once what is on the way is taken', () => {
    socket.take();
    subscribe('miners', 'fleet');
    flush();
    socket.arrive();
    expect(told()).toEqual([]);
    flush();
    expect(told()).toEqual([[500, { whole: true, more: true }]]);
  });

  it('is no reason to give a client up that takes it slowly', () => {
    socket.bufferedAmount = 1e6;
    for (nowMs = 0; nowMs < 100_000; nowMs += 20_000) {
      flush();
      socket.arrive();
    }
    expect(socket.ended).toEqual([]);
  });

  it('is no longer told to who has ended it', () => {
    subscribe('fleet');
    socket.take();
    socket.arrive();
    expect(socket.take()).toEqual([]);
  });
});

describe('a slow client', () => {
  beforeEach(() => {
    subscribe('fleet', 'miners', 'miner:m1');
    flush();
    socket.arrive();
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
