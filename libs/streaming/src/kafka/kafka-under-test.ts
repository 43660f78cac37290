import { connect, type Socket } from 'node:net';
import type { BusUnderTest } from '../bus-contract/bus-under-test.js';
import { eventually } from '../bus-contract/eventually.js';
import type { EventBus } from '../event-bus.port.js';
import { KafkaClient } from './kafka-client.js';
import { KafkaEventBus } from './kafka-event-bus.js';
import { resolveOptions, type KafkaOptions } from './kafka-options.js';
import type { ISocketFactory } from './kafkajs.js';

/** A network of one bus, which a test can cut for good: what a process loses at SIGKILL. */
export class CuttableNetwork {
  private readonly sockets = new Set<Socket>();
  private cutOff = false;

  readonly socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    if (this.cutOff) throw new Error('the network is cut');
    const socket = connect({ host, port }, onConnect);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  };

  /** Resets every connection and allows no new one. */
  cut(): void {
    this.cutOff = true;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }
}

/** Broker settings under which retention and compaction happen while a test waits. */
export const hastyCleaning = {
  'log.retention.check.interval.ms': '500',
  'log.initial.task.delay.ms': '500',
  'log.segment.delete.delay.ms': '500',
  'log.cleaner.backoff.ms': '200',
  'log.cleaner.min.cleanable.ratio': '0.01',
  'log.roll.ms': '1000',
};

/** Has the broker forget a group that has no members, as it does when its offsets have expired. */
export async function forgetGroup(options: KafkaOptions, group: string): Promise<void> {
  const admin = new KafkaClient(resolveOptions(options)).admin();
  await admin.connect();
  await admin.deleteGroups([group]).finally(() => admin.disconnect());
}

/** A Kafka bus and the means to hurt it, for the contract suite; the broker is shared and stays unharmed. */
export class KafkaUnderTest implements BusUnderTest {
  private current!: { readonly bus: KafkaEventBus; readonly network: CuttableNetwork };

  static async open(options: KafkaOptions): Promise<KafkaUnderTest> {
    const under = new KafkaUnderTest(options);
    await under.reopen();
    return under;
  }

  private constructor(private readonly options: KafkaOptions) {}

  get bus(): EventBus {
    return this.current.bus;
  }

  async kill(): Promise<void> {
    this.current.network.cut();
    await this.current.bus.stop();
  }

  async reopen(): Promise<EventBus> {
    await this.current?.bus.stop();
    const network = new CuttableNetwork();
    const bus = new KafkaEventBus(this.options, network.socketFactory);
    this.current = { bus, network };
    await bus.start();
    return bus;
  }

  dispose(): Promise<void> {
    return this.current.bus.stop();
  }

  // A segment is cleaned once it is closed: it is when a message comes more than `log.roll.ms` after its first.
  async compact(topic: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await this.bus.send(topic, [{ key: 'gone', value: null, partition: 0 }]);
    await eventually('the cleaner', async () => {
      const { messages } = await this.bus.read({ topic, partition: 0, offset: 0 }, 1);
      return (messages[0]?.offset ?? 0) >= 36;
    });
  }
}
