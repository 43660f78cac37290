import type { Clock } from '@lodestream/component';
import type { ServiceStatus } from '@lodestream/records';

const silentAfterMs = 15_000;
const stoppedShownMs = 3_600_000;
const silentShownMs = 24 * 3_600_000;

/** One instance of one service, with its status as old as it is. */
export interface SystemRow extends ServiceStatus {
  readonly age_ms: number;
  /** True when the status is older than three of its intervals: the instance may be gone. */
  readonly silent: boolean;
}

/** The newest status of every instance; one that stopped is left out after an hour, one that fell silent after a day. */
export class SystemView {
  private readonly instances = new Map<string, { readonly status: ServiceStatus; readonly arrivedMs: number }>();

  constructor(private readonly clock: Pick<Clock, 'monotonic'>) {}

  /** Takes in a status, or with null forgets the instance. */
  take(status: ServiceStatus | null, key: string): void {
    if (status === null) this.instances.delete(key);
    else this.instances.set(key, { status, arrivedMs: this.clock.monotonic() });
  }

  /** Every instance as it stands at `nowMs`, by name. One whose clock is ahead grows old all the same: nothing is younger than it has been here. */
  rows(nowMs: number): readonly SystemRow[] {
    return [...this.instances.values()]
      .map(({ status, arrivedMs }) => ({
        ...status,
        age_ms: Math.max(nowMs - status.timestamp, Math.round(this.clock.monotonic() - arrivedMs)),
      }))
      .filter((row) => row.age_ms < (row.state === 'stopped' ? stoppedShownMs : silentShownMs))
      .map((row) => ({ ...row, silent: row.state !== 'stopped' && row.age_ms > silentAfterMs }))
      .sort((a, b) => a.service.localeCompare(b.service) || a.instance.localeCompare(b.instance));
  }
}
