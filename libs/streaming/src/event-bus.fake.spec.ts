import { describeLifecycle } from '@lodestream/component/contract';
import { describeEventBus, type BusUnderTest } from './event-bus.contract.js';
import { FakeEventBus } from './event-bus.fake.js';

describeLifecycle('FakeEventBus', () => new FakeEventBus());
describeEventBus('FakeEventBus', openFake);

async function openFake(): Promise<BusUnderTest> {
  let bus = new FakeEventBus();
  await bus.start();
  return {
    get bus() {
      return bus;
    },
    kill: () => bus.abort(),
    reopen: async () => {
      await bus.stop();
      bus = new FakeEventBus({}, bus.memory);
      await bus.start();
      return bus;
    },
    dispose: () => bus.stop(),
    compact: (topic) => bus.maintain(topic),
    expire: () => bus.maintain(),
  };
}
