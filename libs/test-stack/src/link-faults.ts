/** Which way bytes go: `up` from the client to the server, `down` back. */
export type Direction = 'up' | 'down';

/** The faults one connection is under. */
export interface LinkFaults {
  readonly delayMs: number;
  readonly bytesPerSecond: number;
  readonly blocked: boolean;
  readonly resetAfter?: { readonly bytes: number; readonly direction: Direction };
}
