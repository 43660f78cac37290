/** A part of kafkajs below its published interface that we touch; its version is pinned exactly. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    constructor(options: Readonly<Record<string, unknown>>);
    pending: unknown[];
    inflight: Map<number, unknown>;
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    push(request: unknown): void;
    readonly maxInFlightRequests: number | null | undefined;
    maybeThrottle(milliseconds: number | null): void;
    canSendSocketRequestImmediately(): boolean;
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
    lastRequest: number;
    heartbeat(asked: { readonly interval: number }): Promise<void>;
    assigned(): readonly { topic: string; partitions: readonly number[] }[];
  }
}

/** See above. */
declare module 'kafkajs/src/protocol/requests/produce/index.js' {
  interface Made {
    readonly request: { readonly encode: () => Promise<{ readonly buf: Buffer; readonly buffer: Buffer }> };
    readonly response: unknown;
  }
  type Call = import('./produce-body.js').ProduceRequest & { readonly compression?: number };
  const produce: { versions: string[]; protocol(asked: { readonly version: number | string }): (call: Call) => Made };
  export default produce;
}

/** See above. */
declare module 'kafkajs/src/protocol/requests/fetch/index.js' {
  interface Made {
    readonly request: unknown;
    readonly response: { readonly decode: (answer: Buffer) => Promise<unknown> };
  }
  const fetch: { versions: string[]; protocol(asked: { readonly version: number | string }): (call: object) => Made };
  export default fetch;
}

/** See above; only the tests that compare our bytes with those of kafkajs need these. */
declare module 'kafkajs/src/protocol/requests/produce/v7/request.js' {
  export default function request(call: import('./produce-body.js').ProduceRequest): { encode(): Promise<{ readonly buffer: Buffer }> };
}

/** See above. */
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const response: { decode(answer: Buffer): Promise<import('./fetch-answer.js').FetchAnswer> };
  export default response;
}

/** See above. */
declare module 'kafkajs/src/utils/long.js' {
  export default class Long {
    static fromString(text: string): Long;
    static fromInt(value: number): Long;
    toString(): string;
  }
}
