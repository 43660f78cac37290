import type { BoardHashrate, MinerError, MinerHashrate, Severity } from '@lodestream/records';
import type { VnishKnowledge } from '../knowledge.js';
import type { Cooling } from './cooling.js';
import type { Pools } from './pools.js';
import type { DeviceStatus } from './status.js';

/** Everything errors are told from. */
export interface ErrorSigns {
  readonly status: DeviceStatus;
  readonly hashrate: MinerHashrate;
  readonly cooling: Cooling;
  readonly pools: Pools;
  readonly knowledge: VnishKnowledge;
}

/** The errors in force. The firmware has no table of codes: but for its own failure code they are named after what is wrong. */
export function errorsOf(signs: ErrorSigns): MinerError[] {
  const { status, hashrate } = signs;
  const errors: MinerError[] = [];
  const tell = (found: MinerError | null): unknown => found !== null && errors.push(found);
  tell(failure(status));
  if (status.restartRequired) tell(error('restart_required', 'Settings wait for a restart of the miner.', 'info'));
  if (status.rebootRequired) tell(error('reboot_required', 'Settings wait for a reboot of the miner.', 'info'));
  tell(missingBoards(hashrate.per_hashboard, status, signs.knowledge));
  for (const board of hashrate.per_hashboard) {
    tell(boardState(board));
    tell(badChips(board));
  }
  for (const { fan_id: id, status: fan } of signs.cooling.fans)
    if (fan === 'lost') tell(error(`fan_lost_${id}`, `Fan ${id} does not turn.`, 'critical'));
  for (const id of signs.knowledge.brokenSensorBoards)
    tell(error(`sensor_failed_${id}`, `A temperature sensor of board ${id} failed.`, 'warning'));
  if (status.activity !== 'mining') return errors;
  tell(shortfall(hashrate));
  tell(deadPools(signs.pools));
  return errors;
}

function error(code: string, message: string, severity: Severity): MinerError {
  return { code, message, severity };
}

function failure(status: DeviceStatus): MinerError | null {
  if (status.activity !== 'failed') return null;
  const message = status.description ?? 'The miner stopped with a failure it does not describe.';
  return error(status.failureCode ?? 'miner_failure', message, 'critical');
}

/** A dead board can vanish from the list altogether; the model says how many there should be. */
function missingBoards(boards: readonly BoardHashrate[], { activity }: DeviceStatus, { model }: VnishKnowledge): MinerError | null {
  const missing = (model?.boards ?? 0) - boards.length;
  if (missing <= 0 || activity !== 'mining') return null;
  return error('boards_missing', `${missing} of ${model?.boards ?? 0} boards are missing from the miner's list.`, 'critical');
}

function boardState({ board_id: id, status }: BoardHashrate): MinerError | null {
  if (status === 'failure') return error(`board_failed_${id}`, `Board ${id} failed.`, 'critical');
  if (status === 'disconnected') return error(`board_disconnected_${id}`, `Board ${id} is disconnected.`, 'critical');
  if (status === 'disabled') return error(`board_disabled_${id}`, `Board ${id} is disabled.`, 'warning');
  return null;
}

function badChips({ board_id: id, chips_bad: bad, chips_total: total }: BoardHashrate): MinerError | null {
  if (bad === null || total === null || bad === 0) return null;
  return error(`chips_bad_${id}`, `${bad} of ${total} chips of board ${id} do not work.`, bad / total > 0.02 ? 'major' : 'warning');
}

function shortfall({ total, nominal }: MinerHashrate): MinerError | null {
  if (total === null || nominal === null || nominal <= 0 || total >= 0.9 * nominal) return null;
  const percent = Math.round((100 * total) / nominal);
  return error('hashrate_low', `The hashrate is ${percent} % of what it should be.`, percent < 75 ? 'major' : 'warning');
}

function deadPools({ own, connected, pool }: Pools): MinerError | null {
  if (own === 0 || connected > 0 || pool.status === null || pool.status === 'unknown') return null;
  return error('pools_dead', 'None of the configured pools takes shares.', 'major');
}
