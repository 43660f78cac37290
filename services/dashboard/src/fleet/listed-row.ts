import { findModel, type AlgorithmName } from '@lodestream/mining';
import type { Algorithm, FleetMiner, MinerLocation } from '@lodestream/records';
import { unitOf, type MinerRow } from './miner-row.js';

const recorded: ReadonlySet<AlgorithmName> = new Set<Algorithm>(['sha256d', 'scrypt']);

/**
 * The row with what the fleet's list adds to it: the place, and the algorithm where no reading has told it yet. A miner that never
 * answered still belongs to the algorithm its model mines, or its silence would lower nobody's coverage.
 */
export function listedRow(row: MinerRow, listed: FleetMiner | null): MinerRow {
  const algorithm = algorithmOf(row, listed);
  const place = listed === null ? { location: row.location, rack: null, position: null } : placeOf(listed.location);
  return {
    ...row,
    ...place,
    location: place.location ?? row.location,
    model: row.model ?? listed?.model ?? null,
    algorithm,
    hashrate: { ...row.hashrate, unit: algorithm === row.algorithm ? row.hashrate.unit : unitOf(algorithm) },
  };
}

function algorithmOf(row: MinerRow, listed: FleetMiner | null): Algorithm {
  const words = [row.algorithm, listed?.algorithm, findModel(listed?.model)?.algorithm, findModel(row.model)?.algorithm];
  return words.find(isRecorded) ?? 'unknown';
}

function isRecorded(word: AlgorithmName | null | undefined): word is Algorithm {
  return word !== null && word !== undefined && recorded.has(word);
}

function placeOf({ site, rack, position, label }: MinerLocation): Pick<MinerRow, 'location' | 'rack' | 'position'> {
  const parts = [site, rack, position].filter((part) => part !== null);
  const named = rack !== null && /^\d+$/.test(rack) ? `rack ${rack}` : rack;
  const larger = [site, named].filter((part) => part !== null);
  return {
    location: label ?? (parts.length > 0 ? parts.join('/') : null),
    rack: larger.length > 0 ? larger.join(' / ') : null,
    position,
  };
}
