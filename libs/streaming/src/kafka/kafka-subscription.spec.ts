import { describe, expect, it } from '@jest/globals';
import { silentLog, systemClock } from '@lodestream/component';
import { eventually } from '../bus-contract/eventually.js';
import type { SubscribeOptions, TopicPartition } from '../event-bus.port.js';
import type { KafkaClient } from './kafka-client.js';
import { resolveOptions } from './kafka-options.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { rendezvousAssigner } from './rendezvous.assigner.js';
import type { Assigner, Cluster, Consumer, PartitionAssigner } from './kafkajs.js';

type Listener = (event: { payload: Record<string, unknown> }) => void;

/** A kafkajs consumer played by the test: it joins, fetches and crashes when told to. */
class PlayedConsumer {
  readonly events = {
    REQUEST: 'request',
    HEARTBEAT: 'heartbeat',
    FETCH: 'fetch',
    CRASH: 'crash',
    GROUP_JOIN: 'join',
  };
  readonly listeners = new Map<string, Listener>();
  readonly left: string[] = [];
  runConfig: Record<string, unknown> = {};
  subscribed: Record<string, unknown> = {};
  disconnected = false;

  /** Members of the group when this one comes, by the broker's name for each. */
  readonly others = new Map<string, Buffer>();

  readonly cluster = {
    fetchTopicsOffset: () => Promise.resolve([{ topic: 't', partitions: [{ partition: 0, offset: '0' }] }]),
    findGroupCoordinator: () =>
      Promise.resolve({
        offsetFetch: () => Promise.resolve({ responses: [] }),
        describeGroups: () => {
          const members = [...this.others].map(([memberId, memberMetadata]) => ({ memberId, memberMetadata }));
          return Promise.resolve({ groups: [{ groupId: 'g', members }] });
        },
        leaveGroup: ({ memberId }: { memberId: string }) => Promise.resolve(void this.left.push(memberId)),
      }),
    disconnect: () => Promise.resolve(),
  } as unknown as Cluster;

  private readonly assigner: Assigner;

  constructor(
    readonly memberId: string,
    assigner: PartitionAssigner,
    private readonly joins: boolean,
  ) {
    this.assigner = assigner({ cluster: this.cluster, groupId: 'g', logger: undefined as never });
  }

  on = (name: string, listener: Listener): void => void this.listeners.set(name, listener);
  connect = (): Promise<void> => Promise.resolve();
  subscribe = (options: Record<string, unknown>): Promise<void> => Promise.resolve(void (this.subscribed = options));
  pause = (): void => {};
  resume = (): void => {};
  seek = (): void => {};
  disconnect = (): Promise<void> => Promise.resolve(void (this.disconnected = true));
  run = (config: Record<string, unknown>): Promise<void> => {
    this.runConfig = config;
    if (this.joins) this.join([0]);
    return Promise.resolve();
  };

  askToJoin = (): unknown => this.assigner.protocol({ topics: ['t'] });

  join(partitions: readonly number[]): void {
    this.emit('request', { apiName: 'SyncGroup', sentAt: Date.now() });
    this.emit('join', { memberId: this.memberId, memberAssignment: { t: partitions } });
  }

  emit(name: string, payload: Record<string, unknown> = {}): void {
    this.listeners.get(name)?.({ payload });
  }
}

describe('KafkaSubscription', () => {
  const open = (
    timeouts = {},
    more: Partial<SubscribeOptions> = {},
    joins = true,
    others: Iterable<readonly [string, Buffer]> = [],
  ): { subscription: KafkaSubscription; played: PlayedConsumer[] } => {
    const played: PlayedConsumer[] = [];
    const consumer = (_group: string, assigner: PartitionAssigner): Consumer => {
      const one = new PlayedConsumer(`member-${played.length}`, assigner, joins);
      for (const [memberId, said] of others) one.others.set(memberId, said);
      played.push(one);
      return one as unknown as Consumer;
    };
    const options = resolveOptions({
      brokers: ['b:1'],
      clientId: 't',
      log: silentLog,
      clock: systemClock,
      timeouts,
    });
    const client = { options, consumer } as unknown as KafkaClient;
    return {
      played,
      subscription: new KafkaSubscription(client, { group: 'g', topics: ['t'], handler: async () => {}, ...more }, 'me'),
    };
  };

  it('runs kafkajs with nothing resolved or committed by itself, and from the beginning, never from the latest', async () => {
    const { subscription, played } = open();
    await subscription.join();
    expect(played[0]?.runConfig).toMatchObject({ autoCommit: false, eachBatchAutoResolve: false });
    expect(played[0]?.subscribed).toEqual({ topics: ['t'], fromBeginning: true });
    await subscription.stop();
  });

  it('replaces a consumer that crashed for good, tells why, and spares the group the wait for it', async () => {
    const { subscription, played } = open();
    await subscription.join();
    played[0]?.emit('crash', { error: new Error('gave up') });
    await eventually('the error to show', () => subscription.state().lastError?.message === 'gave up');
    await eventually('a new consumer', () => played[1]?.left.includes('member-0'));
    await eventually('the recovery', () => subscription.state().running && subscription.state().lastError === null);
    expect(subscription.state().assigned).toEqual([{ topic: 't', partition: 0 }]);
    await subscription.stop();
    expect(played.at(-1)?.disconnected).toBe(true);
  });

  it('replaces a consumer that does not fetch any more, and lives on fetches', async () => {
    const { subscription, played } = open({ fetchSilenceMs: 1_500, lossCheckMs: 50 });
    await subscription.join();
    for (let times = 0; times < 8; times += 1) {
      played[0]?.emit('fetch');
      await systemClock.sleep(250);
    }
    expect([played.length, subscription.state().running]).toEqual([1, true]);
    await eventually('the hung one to be replaced', () => played.length === 2);
    await subscription.stop();
  });

  it('replaces one that fetches without ever having joined again, and lets it join no more', async () => {
    const { subscription, played } = open({ fetchSilenceMs: 400, lossCheckMs: 50 });
    await subscription.join();
    played[0]?.askToJoin();
    await eventually(
      'the hung one to be replaced',
      async () => {
        played[0]?.emit('fetch');
        await systemClock.sleep(20);
        return played.length === 2;
      },
      3_000,
    );
    expect(() => played[0]?.askToJoin()).toThrow('nobody wants');
    await subscription.stop();
  });

  it('lets kafkajs fetch again at once where more waits, else at its pace, and holds no stop up', async () => {
    const { subscription, played } = open({ fetchPaceMs: 60_000 });
    await subscription.join();
    played[0]?.emit('fetch');
    const eachBatch = played[0]?.runConfig['eachBatch'] as (payload: unknown) => Promise<void>;
    const batchWithLag = (lag: string) => ({ batch: { topic: 'unknown', partition: 0, offsetLag: () => lag } });
    const ends: string[] = [];
    const paced = eachBatch(batchWithLag('0')).then(() => ends.push('paced'));
    await eachBatch(batchWithLag('1')).then(() => ends.push('hurried'));
    await systemClock.sleep(50);
    expect(ends).toEqual(['hurried']);
    await subscription.stop();
    await paced;
  });

  it('signs off, before it joins, the one of its own name that was killed, and nobody else', async () => {
    const calling = (name: string): Buffer => {
      const member = { instance: name, holds: () => [], joining: () => {}, connected: () => {} };
      return rendezvousAssigner(member)({ cluster: {} as Cluster, groupId: 'g', logger: undefined as never }).protocol({ topics: ['t'] })
        .metadata;
    };
    const others = [
      ['killed', calling('me')],
      ['alive', calling('you')],
      ['silent', Buffer.alloc(0)],
    ] as const;
    const { subscription, played } = open({}, {}, true, others);
    await subscription.join();
    expect(played[0]?.left).toEqual(['killed']);
    await subscription.stop();
  });

  it('owns nothing from the moment it has to join again', async () => {
    const { subscription } = open();
    await subscription.join();
    expect(subscription.state().ownedUntilMs).toBeGreaterThan(systemClock.monotonic());
    await subscription.stop();
    expect(subscription.state().ownedUntilMs).toBe(-Infinity);
  });

  it('tells only what changed, first what was taken', async () => {
    const told: string[] = [];
    const name = (sign: string) => (partitions: readonly TopicPartition[]) =>
      void told.push(...partitions.map(({ partition }) => `${sign}${partition}`));
    const { subscription, played } = open({}, { onAssigned: name('+'), onRevoked: name('-') });
    await subscription.join();
    played[0]?.join([1]);
    played[0]?.join([1, 2]);
    await eventually('the last assignment', () => told.includes('+2'));
    await subscription.stop();
    expect(told).toEqual(['+0', '-0', '+1', '+2', '-1', '-2']);
  });

  it('names the brokers when it could not join in time, and runs no further', async () => {
    const { subscription, played } = open({ joinMs: 100 }, {}, false);
    await expect(subscription.join()).rejects.toThrow('b:1');
    expect([subscription.state().running, played.length]).toEqual([false, 1]);
  });
});
