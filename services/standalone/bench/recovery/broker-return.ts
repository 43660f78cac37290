import { type EventBus, KafkaEventBus } from '@lodestream/streaming';
import { startKafka, uniqueName } from '@lodestream/test-stack';
import { connect } from 'node:net';

const partitions = 4;
const sendEveryMs = 5;
/** The group forgets a member after 10 s: shorter and longer outages are different stories. */
const outagesMs = [200, 2_000, 5_000, 14_000];
const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What happened in all rounds together. */
export interface BrokerReturns {
  /** Milliseconds from the moment its port was open to the first message that was handled, one a round. */
  readonly sincePort: readonly number[];
  /** The same from the moment that anybody could join a group on it; zero where we were faster. */
  readonly sinceReady: readonly number[];
  readonly acknowledged: number;
  readonly handled: number;
  /** Acknowledged and never handled. */
  readonly missing: number;
}

/** Kills the only broker again and again under a stream of messages, and looks when they are handled again. */
export async function brokerReturns(rounds: number): Promise<BrokerReturns> {
  const kafka = await startKafka();
  const bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'recovery' });
  try {
    await bus.start();
    const stream = await openStream(bus);
    const times: { sincePort: number; sinceReady: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await stream.after(performance.now());
      await kafka.nodes[0]!.process.kill();
      await pass(outagesMs[round % outagesMs.length]!);
      await kafka.nodes[0]!.process.launch();
      const open = portOpen(kafka.nodes[0]!.address);
      const ready = kafka.ready().then(() => performance.now());
      const openedAt = await open;
      const handledAt = await stream.after(openedAt);
      times.push({ sincePort: handledAt - openedAt, sinceReady: Math.max(0, handledAt - (await ready)) });
    }
    const counts = await stream.close();
    return { sincePort: times.map(({ sincePort }) => sincePort), sinceReady: times.map(({ sinceReady }) => sinceReady), ...counts };
  } finally {
    await bus.stop();
    await kafka.stop();
  }
}

interface Stream {
  /** When the first message after a moment was handled. */
  after(moment: number): Promise<number>;
  close(): Promise<Pick<BrokerReturns, 'acknowledged' | 'handled' | 'missing'>>;
}

async function openStream(bus: EventBus): Promise<Stream> {
  const topic = uniqueName('recovery');
  await (bus as KafkaEventBus).admin.applyTopics([{ topic, partitions, retentionMs: null, compacted: false }]);
  const handled = new Set<string>();
  const acknowledged = new Set<string>();
  let handledAt = -Infinity;
  await bus.subscribe({
    group: uniqueName('group'),
    topics: [topic],
    handler: async ({ messages }, context) => {
      for (const { value } of messages) handled.add(String(value));
      handledAt = performance.now();
      await context.commit(messages.at(-1)!.offset + 1);
    },
  });
  let sending = true;
  const sends = sendNumbers(bus, topic, acknowledged, () => sending);
  const missing = (): number => [...acknowledged].filter((value) => !handled.has(value)).length;
  return {
    after: async (moment) => {
      while (handledAt <= moment) await pass(10);
      return handledAt;
    },
    close: async () => {
      sending = false;
      await sends;
      for (const until = performance.now() + 30_000; missing() > 0 && performance.now() < until;) await pass(100);
      return { acknowledged: acknowledged.size, handled: handled.size, missing: missing() };
    },
  };
}

async function sendNumbers(bus: EventBus, topic: string, acknowledged: Set<string>, isSending: () => boolean): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  for (let number = 0; isSending(); number += 1) {
    const value = String(number);
    const send = bus.send(topic, [{ key: value, value, partition: number % partitions }]);
    const noted: Promise<void> = send.then(() => void acknowledged.add(value)).finally(() => inFlight.delete(noted));
    inFlight.add(noted);
    await pass(sendEveryMs);
  }
  await Promise.all(inFlight);
}

async function portOpen(address: string): Promise<number> {
  const [host = '', port] = address.split(':');
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(Number(port), host);
      socket.once('connect', () => (socket.destroy(), resolve(true))).once('error', () => resolve(false));
    });
    if (isOpen) return performance.now();
    await pass(20);
  }
}
