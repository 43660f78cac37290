import { fieldsOf, numberOf, textOf } from '../../../reading/measurements.js';
import type { Activity } from '../../../reading/miner-reading.js';

/** What `miner_status`, or `GET /status`, says. */
export interface DeviceStatus {
  readonly state: string | null;
  readonly activity: Activity;
  readonly seconds: number | null;
  readonly description: string | null;
  readonly failureCode: string | null;
  readonly restartRequired: boolean;
  readonly rebootRequired: boolean;
}

const activities: ReadonlyMap<string | null, Activity> = new Map<string | null, Activity>([
  ['mining', 'mining'],
  ['auto-tuning', 'mining'],
  ['initializing', 'starting'],
  ['starting', 'starting'],
  ['restarting', 'starting'],
  ['shutting-down', 'paused'],
  ['stopped', 'paused'],
  ['failure', 'failed'],
]);

/** Reads a status; a stop that comes with a failure's code is a failure. */
export function parseStatus(raw: unknown): DeviceStatus {
  const status = fieldsOf(raw);
  const state = textOf(status['miner_state'])?.toLowerCase() ?? null;
  const failureCode = textOf(status['failure_code']);
  const activity = activities.get(state) ?? 'unknown';
  return {
    state,
    activity: activity === 'paused' && failureCode !== null ? 'failed' : activity,
    seconds: numberOf(status['miner_state_time']),
    description: textOf(status['description']),
    failureCode,
    restartRequired: status['restart_required'] === true,
    rebootRequired: status['reboot_required'] === true,
  };
}
