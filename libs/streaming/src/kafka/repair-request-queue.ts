import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const shortestWaitMs = 10;
let repaired = false;

/**
 * Repairs kafkajs's request queue, once for the process. As shipped, it asks for a look at its waiting requests after a time
 * that is negative unless the broker throttles (Node warns of it: TimeoutNegativeWarning), and each look asks for the next: a
 * thousand timers a second for every connection, some of which outlive it and keep the process from ending. A look is needed
 * only while a request waits.
 */
export function repairRequestQueue(): void {
  if (repaired) return;
  repaired = true;
  RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const waitMs = Math.max(this.throttledUntil - Date.now(), shortestWaitMs);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, waitMs);
  };
}
