import type { DeviceSetup } from './device-setup.js';

/** What somebody told a device to do, when; only what the device accepted is kept. */
export type Command =
  | { readonly at: number; readonly kind: 'stop' | 'start' | 'pause' | 'resume' | 'restart' | 'reboot' }
  | { readonly at: number; readonly kind: 'switch-pool'; readonly poolId: number }
  | { readonly at: number; readonly kind: 'settings'; readonly setup: DeviceSetup };

/** Commands a device without parameters of its own understands. */
export type PlainCommand = 'stop' | 'start' | 'pause' | 'resume' | 'restart' | 'reboot';
