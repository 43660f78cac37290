/** Where a device listens. */
export interface HttpOrigin {
  /** An IP address, or a name that is resolved and then checked like one. */
  readonly address: string;
  readonly port: number;
}

/** What an answer may cost us at most. */
export interface HttpLimits {
  readonly maxBodyBytes: number;
  readonly maxHeaderBytes: number;
}

/** One request to a device. */
export interface DeviceRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Headers by their names in small letters; what came more than once is joined by commas. */
export type DeviceHeaders = Readonly<Record<string, string | undefined>>;

/** A device's answer, whatever its status. */
export interface DeviceResponse {
  readonly status: number;
  readonly headers: DeviceHeaders;
  readonly body: Buffer;
}
