/** A part of kafkajs below its published interface that we touch; its version is pinned exactly. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    constructor(options: Readonly<Record<string, unknown>>);
    pending: unknown[];
    inflight: Map<number, unknown>;
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    push(request: unknown): void;
    maybeThrottle(milliseconds: number): void;
    fulfillRequest(response: { correlationId: number; payload: unknown; size: number }): void;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
    destroy(): void;
  }
}

/** See above. */
declare module 'kafkajs/src/network/connection.js' {
  export default class Connection {
    constructor(options: Readonly<Record<string, unknown>>);
    chunks: Buffer[];
    bytesBuffered: number;
    bytesNeeded: number;
    socket?: import('node:net').Socket;
    isConnected(): boolean;
    connect(): Promise<boolean>;
    disconnect(): Promise<boolean>;
  }
}

/** See above. */
declare module 'kafkajs/src/consumer/offsetManager/index.js' {
  export default class OffsetManager {
    cluster: {
      fetchTopicsOffset(
        topics: readonly { topic: string; fromBeginning: boolean; partitions: readonly { partition: number }[] }[],
      ): Promise<readonly { topic: string; partitions: readonly { partition: number; offset: string }[] }[]>;
    };
    seek(at: { topic: string; partition: number; offset: string }): Promise<void>;
    setDefaultOffset(at: { topic: string; partition: number }): Promise<void>;
  }
}

/** See above. */
declare module 'kafkajs/src/consumer/consumerGroup.js' {
  export default class ConsumerGroup {
    constructor(options: Readonly<Record<string, unknown>>);
    retrier(attempt: (giveUp: (error: unknown) => void) => Promise<void>): Promise<void>;
    joinAndSync(): Promise<void>;
    assigned(): readonly { topic: string; partitions: readonly number[] }[];
  }
}
