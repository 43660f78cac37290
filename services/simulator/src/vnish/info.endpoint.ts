import type { VirtualMiner } from '../fleet/virtual-miner.js';
import { smoothNoise } from '../random/smooth-noise.js';
import { type Call, type Answer, hashrateUnit } from './answer.js';
import { identityOf } from './identity.js';

const memoryKb = 233_712;

/** `GET /info`: what the device is, its network, its operating system's uptime. */
export function info({ miner, at, address }: Call): Answer {
  const { traits } = miner;
  const { device } = miner.segmentAt(at);
  const { head, mac } = fixedPart(miner);
  const free = Math.round(168_000 + 3_000 * smoothNoise(traits.key, 95, at, 30_000));
  const buffers = 31_000;
  const body =
    `${head},"mem_free":${free},"mem_free_percent":${percentOfMemory(free)},"mem_buf":${buffers},"mem_buf_percent":${percentOfMemory(buffers)},` +
    `"uptime":"${uptimeText(at - device.bootedAt)}","network_status":{"mac":"${mac}","dhcp":true,"ip":"${address}",` +
    `"netmask":"255.0.0.0","gateway":"127.0.0.1","dns":["127.0.0.1"],"hostname":${JSON.stringify(device.applied.hostname)}}}}`;
  return { status: 200, body };
}

interface FixedPart {
  readonly head: string;
  readonly mac: string;
}

const fixedParts = new WeakMap<VirtualMiner, FixedPart>();

/** What never changes about a device is written once. */
function fixedPart(miner: VirtualMiner): FixedPart {
  const known = fixedParts.get(miner);
  if (known !== undefined) return known;
  const { model } = miner.traits;
  const id = identityOf(miner.traits);
  const head =
    `{"miner":"${model.fullName}","model":"${model.shortName}","fw_name":"Vnish","fw_version":"${id.firmwareVersion}",` +
    `"build_uuid":"${id.buildUuid}","build_name":"vnishnet","platform":"${id.platform}","install_type":"${id.installType}",` +
    `"build_time":"${id.buildTime}","algorithm":"${model.algorithm}","hr_measure":"${hashrateUnit(miner).name}","serial":"N/A",` +
    `"system":{"os":"GNU/Linux","miner_name":"${model.shortName}","file_system_version":"","mem_total":${memoryKb}`;
  const part = { head, mac: id.mac };
  fixedParts.set(miner, part);
  return part;
}

/** Uptime the way uptime(1) prints it: `0:06`, `2:38`, `9 days,  3:58`. */
export function uptimeText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor(minutes / 60) % 24;
  const clock = `${hours}:${String(minutes % 60).padStart(2, '0')}`;
  return days > 0 ? `${days} days, ${clock.padStart(5, ' ')}` : clock;
}

function percentOfMemory(kb: number): number {
  return Math.round((kb * 100) / memoryKb);
}
