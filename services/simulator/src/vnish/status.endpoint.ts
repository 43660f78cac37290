import type { DeviceState } from '../life/segment.js';
import type { Answer, Call } from './answer.js';

/** `GET /status`: the state and its flags, the device's heartbeat. */
export function status(call: Call): Answer {
  const { miner, at } = call;
  const { device } = miner.segmentAt(at);
  const { saved, applied } = device;
  const flags =
    `"find_miner":${miner.memory.findMiner},"restart_required":${restartRequired(saved, applied)},` +
    `"reboot_required":${saved.hostname !== applied.hostname},"unlocked":${call.authorized}`;
  return { status: 200, body: `{${stateFields(device, device.frozenAt ?? at)},${flags}}` };
}

/** The fields every answer about a miner's state begins with. */
export function stateFields(device: DeviceState, at: number): string {
  const seconds = Math.max(0, Math.floor((at - device.phaseSince) / 1000));
  const state = `"miner_state":"${device.phase}","miner_state_time":${seconds}`;
  return device.failure === null ? state : `${state},"description":${JSON.stringify(device.failure.description)}`;
}

/** Whether settings were saved that only a restart of the mining process brings into force. */
export function restartRequired(saved: DeviceState['saved'], applied: DeviceState['applied']): boolean {
  // the usual case, and the one that is asked for most: nothing was ever saved
  if (saved === applied || (saved.preset === applied.preset && saved.pools === applied.pools)) return false;
  return saved.preset !== applied.preset || JSON.stringify(saved.pools) !== JSON.stringify(applied.pools);
}
