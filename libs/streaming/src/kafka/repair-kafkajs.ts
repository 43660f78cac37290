import Connection from 'kafkajs/src/network/connection.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const shortestWaitMs = 10;
const lengthPrefixBytes = 4;
let repaired = false;

/**
 * Repairs two faults of kafkajs 2.2.4 that no option reaches, once for the process.
 *
 * Its request queue asks for a look at its waiting requests after a time that is negative unless the broker throttles (Node
 * warns of it: TimeoutNegativeWarning), and each look asks for the next: a thousand timers a second for every connection, some
 * of which outlive it and keep the process from ending. A look is needed only while a request waits.
 *
 * Its connection keeps the bytes of an answer that was cut off, and reads what comes after the reconnection as that answer's
 * rest: from then on no answer is understood and every request times out. A new connection begins with nothing.
 */
export function repairKafkajs(): void {
  if (repaired) return;
  repaired = true;
  repairRequestQueue();
  repairConnection();
}

function repairRequestQueue(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const waitMs = Math.max(this.throttledUntil - Date.now(), shortestWaitMs);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, waitMs);
  };
}

function repairConnection(): void {
  const connect = Connection.prototype.connect;
  Connection.prototype.connect = function (this: Connection): Promise<boolean> {
    if (!this.isConnected()) {
      this.chunks = [];
      this.bytesBuffered = 0;
      this.bytesNeeded = lengthPrefixBytes;
    }
    return connect.call(this);
  };
}
