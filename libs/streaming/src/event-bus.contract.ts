import { describe } from '@jest/globals';
import { describeAdmin } from './bus-contract/admin.contract.js';
import type { OpenBus } from './bus-contract/bus-under-test.js';
import { describeContent } from './bus-contract/content.contract.js';
import { describeDelivery } from './bus-contract/delivery.contract.js';
import { describeGroups } from './bus-contract/groups.contract.js';
import { describeKeeping } from './bus-contract/keeping.contract.js';
import { describePublishing } from './bus-contract/publishing.contract.js';
import { describeRestarts } from './bus-contract/restart.contract.js';

export type { BusUnderTest, OpenBus } from './bus-contract/bus-under-test.js';

/** What a bus cannot be asked to do on demand, each with the reason why; the suite then shows it as skipped. */
export interface BusExceptions {
  readonly compaction?: string;
  readonly retention?: string;
}

/** What every EventBus must do: the fake, the embedded log and Kafka all run it. */
export function describeEventBus(name: string, open: OpenBus, notApplicable: BusExceptions = {}): void {
  describe(`${name} as an EventBus`, () => {
    describePublishing(open);
    describeContent(open);
    describeGroups(open);
    describeDelivery(open);
    describeRestarts(open);
    describeKeeping(open, notApplicable);
    describeAdmin(open);
  });
}
