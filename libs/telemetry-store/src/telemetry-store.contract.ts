import { describe } from '@jest/globals';
import { describeIdentity } from './contract/identity.contract.js';
import { describeKeeping } from './contract/keeping.contract.js';
import { describeLatest } from './contract/latest.contract.js';
import { describeReading } from './contract/reading.contract.js';
import type { OpenStore } from './contract/store-under-test.js';
import { describeWriting } from './contract/writing.contract.js';

/** What every TelemetryStore must do; the fake, DuckDB and InfluxDB all run it. */
export function describeTelemetryStore(name: string, open: OpenStore): void {
  describe(`${name} as a TelemetryStore`, () => {
    describe('writing', () => describeWriting(open));
    describe('identity', () => describeIdentity(open));
    describe('series', () => describeReading(open));
    describe('latest', () => describeLatest(open));
    describe('keeping', () => describeKeeping(open));
  });
}
