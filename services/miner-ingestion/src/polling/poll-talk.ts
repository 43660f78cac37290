import type { Clock } from '@lodestream/component';
import type { Conversation, DeviceRequest, DeviceResponse } from '@lodestream/polling';
import type { DeviceTalk } from '../drivers/miner-driver.js';

/** A conversation within the time of one poll, each request within its own time as well. */
export class PollTalk implements DeviceTalk {
  constructor(
    private readonly conversation: Conversation,
    private readonly clock: Clock,
    private readonly requestTimeoutMs: number,
    private readonly pollDeadlineMs: number,
  ) {}

  request(request: DeviceRequest): Promise<DeviceResponse> {
    return this.conversation.request(request, Math.min(this.clock.monotonic() + this.requestTimeoutMs, this.pollDeadlineMs));
  }
}
