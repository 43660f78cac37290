import type { Command } from '../life/command.js';
import type { DeviceSetup } from '../life/device-setup.js';
import { DeviceAccess } from './device-access.js';

/** Commands kept for one device; older ones are folded into the settings they led to. */
export const maxCommands = 256;

/** What a device remembers of what people did to it: the only part of it that is not a function of seed and time. */
export class DeviceMemory {
  private readonly kept: Command[] = [];
  private folded: DeviceSetup | undefined;
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
    if (this.kept.length > maxCommands) this.fold();
  }

  /** The settings in force at `t`, or `otherwise` when nobody ever changed them. */
  setupAt(t: number, otherwise: DeviceSetup): DeviceSetup {
    let setup = this.folded ?? otherwise;
    for (const command of this.kept) {
      if (command.kind === 'settings' && command.at <= t) setup = command.setup;
    }
    return setup;
  }

  private fold(): void {
    const oldest = this.kept.shift()!;
    if (oldest.kind === 'settings') this.folded = oldest.setup;
    this.horizon = oldest.at;
  }
}
