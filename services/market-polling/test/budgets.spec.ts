import type { BudgetRecord } from '@lodestream/polling';
import { describeBudgetStore } from '@lodestream/polling/contract';
import { FakeEventBus, LogRegisters } from '@lodestream/streaming';

const topic = 'mining.quotas';

describeBudgetStore('registers on the bus', async () => {
  const bus = new FakeEventBus();
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: true }]);
  return new LogRegisters<BudgetRecord>({ bus, topic });
});
