import type { TelemetryStore } from '../telemetry-store.port.js';

/** What the contract suite asks of whoever opens a store for it: started, empty, with `contractRetention`. */
export interface StoreUnderTest {
  readonly store: TelemetryStore;
  /** False for a store that leaves positions to the bus. */
  readonly keepsPositions: boolean;
  /** Kills what holds the data without a warning and opens it again; left out where nothing outlives the process. */
  readonly killAndReopen?: () => Promise<TelemetryStore>;
}

/** Opens a fresh store for one test; the caller closes what it opened after each test. */
export type OpenStore = () => Promise<StoreUnderTest>;
