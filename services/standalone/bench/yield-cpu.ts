import { readdirSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A third of the weight that others have, by the weights of Linux (sched(7)): with a tenth its queries ran out of time. */
const niceness = 5;

/**
 * Lets a process have the CPU that others leave: what waits for the database stands on the stream, what waits for a poller is lost. An
 * operator says the same by `nice`, `CPUWeight` of systemd or requests of Kubernetes (docs/decisions/0013). Threads made later are as nice as those that make them.
 */
export function yieldCpu(pid: number): void {
  for (const thread of threadsOf(pid)) setPriority(thread, niceness);
  try {
    // Linux may weigh sessions before processes, and a server that was detached has a session of its own.
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch {
    // No Linux, or none that weighs sessions: what is above holds.
  }
}

function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [pid];
  }
}
