import type { Command } from '../life/command.js';
import type { DeviceSetup } from '../life/device-setup.js';
import type { Standing } from '../life/life.js';
import { DeviceAccess } from './device-access.js';

/** Commands kept for one device; past it, those older than a day are folded into what they led to. */
export const maxCommands = 512;
/** The fewest that are folded at once, however young they are: the number of commands is bounded, whatever somebody does. */
export const minFolded = 64;

/** What a device remembers of what people did to it: the only part of it that is not a function of seed and time. */
export class DeviceMemory {
  private readonly kept: Command[] = [];
  private folded: DeviceSetup | undefined;
  private checkpoint: Standing | undefined;
  private gate: DeviceAccess | undefined;
  /** Whether its lamp blinks so that somebody may find it. */
  findMiner = false;
  /** What people noted in its web interface. */
  readonly notes = new Map<string, string>();
  /** Before this moment the device's past can no longer be told exactly. */
  horizon = -Infinity;

  constructor(private readonly deviceKey: number) {}

  /** Who may change the device. */
  get access(): DeviceAccess {
    return (this.gate ??= new DeviceAccess(this.deviceKey));
  }

  /** Whether anybody ever tried to open the device. */
  get wasOpened(): boolean {
    return this.gate !== undefined;
  }

  /** All commands still kept, oldest first. */
  get commands(): readonly Command[] {
    return this.kept;
  }

  /** Writes down a command the device accepted; one at a moment, in order. */
  add(command: Command): void {
    const last = this.kept.at(-1);
    this.kept.push(last !== undefined && command.at <= last.at ? { ...command, at: last.at + 1 } : command);
  }

  /** Whether commands have to be folded. */
  get isFull(): boolean {
    return this.kept.length > maxCommands;
  }

  /** Where the device stood when its commands were last folded: before the oldest one kept; undefined while all are kept. */
  get standing(): Standing | undefined {
    return this.checkpoint;
  }

  /** Forgets the oldest commands; `standing` is where they left the device at the first that stays. */
  fold(count: number, standing: Standing | undefined): void {
    for (const command of this.kept.splice(0, count)) if (command.kind === 'settings') this.folded = command.setup;
    this.horizon = this.kept[0]!.at;
    this.checkpoint = standing;
  }

  /** The settings in force at `t`, or `otherwise` when nobody ever changed them. */
  setupAt(t: number, otherwise: DeviceSetup): DeviceSetup {
    let setup = this.folded ?? otherwise;
    for (const command of this.kept) {
      if (command.kind === 'settings' && command.at <= t) setup = command.setup;
    }
    return setup;
  }
}
