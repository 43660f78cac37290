import type { DeviceRequest, DeviceResponse } from '@lodestream/polling';
import type { Algorithm } from '@lodestream/records';
import type { Clock } from '@lodestream/component';
import type { Secret } from '@lodestream/service-kit';
import type { MinerReading } from '../reading/miner-reading.js';

/** The requests of one poll; the poller owns the connection, the deadline and the retries. */
export interface DeviceTalk {
  /** @throws TransientError or PermanentError */
  request(request: DeviceRequest): Promise<DeviceResponse>;
}

/** A login, usable but never printable. */
export interface MinerCredential {
  readonly username: string | null;
  readonly password: Secret;
}

/** What a driver is told of a miner. */
export interface DriverTarget {
  readonly minerId: string;
  readonly credential: MinerCredential | null;
  readonly expectedAlgorithm: Algorithm | null;
}

/** Reads one miner, poll after poll, and remembers what slow reads taught it. */
export interface MinerReader {
  /** The main poll. @throws TransientError or PermanentError when it gave no reading */
  read(talk: DeviceTalk): Promise<MinerReading>;
  /**
   * Reads one slow part if one is due, after the main poll and within what is left of its time; what it learns shows in the next
   * reading. Its failure is the answer, never a rejection: telemetry must not suffer from it.
   * Null, with nothing to wait for, where none is due.
   * @param mayAsk asked only where a part is due; one that is refused stays due
   */
  readSlowly(talk: DeviceTalk, mayAsk: () => boolean): Promise<SlowRead> | null;
  /** What changes only when a device starts anew is read again with the next poll. */
  forgetIdentity(): void;
  /** Our wall clock was set by so many milliseconds: times that are remembered by it move along. */
  clockStepped(byMs: number): void;
}

/** What became of a slow read. */
export interface SlowRead {
  readonly name: string;
  readonly failure: Error | null;
}

/** Speaks one firmware's protocol. */
export interface MinerDriver {
  readonly name: string;
  readonly defaultPort: number;
  open(target: DriverTarget, clock: Clock): MinerReader;
}
