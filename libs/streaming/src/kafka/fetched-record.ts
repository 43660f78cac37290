import type { BodyReader } from './body-reader.js';

/** What records of one batch have in common, as kafkajs names it. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly partitionLeaderEpoch: number;
  readonly inTransaction: boolean;
  readonly isControlBatch: boolean;
  readonly lastOffsetDelta: number;
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly maxTimestamp: string;
  /** 0 where the producer dated the records, 1 where the log did. */
  readonly timestampType: number;
  readonly magicByte: number;
}

type HeaderValue = Buffer | null;
type RawHeaders = Record<string, HeaderValue | HeaderValue[]>;

const datedByLog = 1;

/** A record as kafkajs hands it on; its time and its headers are made only when somebody asks. */
export class FetchedRecord {
  readonly magicByte: number;
  readonly attributes: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly isControlRecord: boolean;
  readonly #timestampDelta: number;
  readonly #reader: BodyReader;
  readonly #headersAt: number;
  #headers: RawHeaders | undefined;

  /** Reads the record that comes next. */
  constructor(
    reader: BodyReader,
    readonly batchContext: BatchContext,
    firstOffset: number,
  ) {
    const end = reader.varint() + reader.at;
    this.magicByte = batchContext.magicByte;
    this.isControlRecord = batchContext.isControlBatch;
    this.attributes = reader.int8();
    this.#timestampDelta = reader.varint();
    this.offset = String(firstOffset + reader.varint());
    this.key = reader.content();
    this.value = reader.content();
    this.#reader = reader;
    this.#headersAt = reader.at;
    reader.at = end;
  }

  get timestamp(): string {
    const { timestampType, maxTimestamp, firstTimestamp } = this.batchContext;
    return timestampType === datedByLog ? maxTimestamp : String(BigInt(firstTimestamp) + BigInt(this.#timestampDelta));
  }

  /** A name that stands several times has a list of values. */
  get headers(): RawHeaders {
    return (this.#headers ??= this.#readHeaders());
  }

  #readHeaders(): RawHeaders {
    // Without a prototype: `__proto__` is a name like any other.
    const headers = Object.create(null) as RawHeaders;
    const reader = this.#reader;
    reader.at = this.#headersAt;
    for (let left = reader.varint(); left > 0; left -= 1) {
      const name = reader.name();
      const value = reader.content();
      const before = headers[name];
      headers[name] = before === undefined ? value : [before, value].flat();
    }
    return headers;
  }
}
