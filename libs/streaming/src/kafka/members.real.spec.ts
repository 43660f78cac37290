import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, sharedKafka, uniqueName } from '@lodestream/test-stack';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { numbered } from '../bus-contract/numbered.js';
import { KafkaEventBus } from './kafka-event-bus.js';
import { CuttableNetwork } from './kafka-under-test.js';

const partitions = 12;
const testMs = 120_000;
/** The group waits at least so long for a member that vanished: its session, less the time between two heartbeats. */
const shortestWaitMs = 7_500;

describeReal('members of a group', ['kafka'], () => {
  let brokers: string[];
  let bus: KafkaEventBus;
  const opened: KafkaEventBus[] = [];
  beforeAll(async () => {
    ({ brokers } = await sharedKafka());
    bus = await open();
  }, REAL_START_TIMEOUT_MS);
  afterEach(() => Promise.all(opened.splice(1).map((each) => each.stop())), 30_000);
  afterAll(() => bus?.stop(), 30_000);

  async function open(network?: CuttableNetwork): Promise<KafkaEventBus> {
    const each = new KafkaEventBus({ brokers, clientId: 'members' }, network?.socketFactory);
    opened.push(each);
    await each.start();
    return each;
  }

  async function twoTopics(): Promise<string[]> {
    const topics = [uniqueName('one'), uniqueName('two')];
    await bus.admin.applyTopics(topics.map((topic) => ({ topic, partitions, retentionMs: null, compacted: false })));
    return topics;
  }

  /** Waits until the members hold everything, each partition with exactly one of them, and says who holds what. */
  async function settled(members: readonly Follower[]): Promise<Map<string, Follower>> {
    await eventually('each partition to be owned by exactly one', () => {
      const held = members.flatMap((member) => member.assigned());
      return (
        held.length === partitions * 2 && new Set(held).size === held.length && members.every((member) => member.assigned().length > 0)
      );
    });
    return new Map(members.flatMap((member) => member.assigned().map((at) => [at, member] as const)));
  }

  it(
    'come and go, each partition owned by exactly one, few of them moving, equal numbers together',
    async () => {
      const topics = await twoTopics();
      const options = { group: uniqueName('group'), topics };
      const join = async (instance: string): Promise<Follower> => Follower.join(await open(), { ...options, instance });
      const [one, two] = [await join('a-1'), await join('b-2')];
      const before = await settled([one, two]);
      const three = await join('c-3');
      const after = await settled([one, two, three]);
      const moved = [...after].filter(([at, owner]) => before.get(at) !== owner);
      expect(moved.every(([, owner]) => owner === three)).toBe(true);
      expect(moved).toHaveLength((partitions * 2) / 3);
      for (const member of [one, two, three]) {
        const numbers = topics.map((topic) =>
          member
            .assigned()
            .filter((at) => at.startsWith(topic))
            .map((at) => at.split('/')[1]),
        );
        expect(numbers[0]).toEqual(numbers[1]);
      }
      await two.subscription.stop();
      await settled([one, three]);
      for (let partition = 0; partition < partitions; partition += 1) await bus.send(topics[0]!, numbered(0, 5, partition));
      await eventually('every message, once', () => one.seen.length + three.seen.length >= partitions * 5);
      expect(one.seen.length + three.seen.length).toBe(partitions * 5);
      expect(two.seen).toEqual([]);
    },
    testMs,
  );

  it(
    'take over from one that vanished only after its own right had ended',
    async () => {
      const topics = await twoTopics();
      const options = { group: uniqueName('group'), topics };
      const network = new CuttableNetwork();
      const lost = await Follower.join(await open(network), { ...options, instance: 'lost' });
      const heir = await Follower.join(await open(), { ...options, instance: 'heir' });
      await settled([lost, heir]);
      network.cut();
      await eventually('the heir to hold all', () => heir.assigned().length === partitions * 2);
      expect(lost.subscription.state().ownedUntilMs).toBeLessThan(performance.now());
    },
    testMs,
  );

  it(
    'come back under their name after a SIGKILL without waiting for the end of the session they had',
    async () => {
      const options = { group: uniqueName('group'), topics: await twoTopics() };
      const network = new CuttableNetwork();
      const killed = await Follower.join(await open(network), { ...options, instance: 'a-1' });
      const other = await Follower.join(await open(), { ...options, instance: 'b-2' });
      await settled([killed, other]);
      network.cut();
      const at = performance.now();
      const successor = await Follower.join(await open(), { ...options, instance: 'a-1' });
      await settled([successor, other]);
      expect(performance.now() - at).toBeLessThan(shortestWaitMs);
    },
    testMs,
  );

  it(
    'keep their right when a wall clock that was an hour ahead is set right',
    async () => {
      const topics = await twoTopics();
      const now = Date.now.bind(Date);
      const ahead = jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000);
      try {
        const member = await Follower.join(await open(), { group: uniqueName('group'), topics });
        const ownedUntilMs = (): number => member.subscription.state().ownedUntilMs;
        const first = ownedUntilMs();
        await eventually('a heartbeat of the future', () => ownedUntilMs() > first);
        ahead.mockRestore();
        await eventually('the right to count again', () => ownedUntilMs() > performance.now(), 15_000);
        await member.subscription.stop();
      } finally {
        ahead.mockRestore();
      }
    },
    testMs,
  );
});
