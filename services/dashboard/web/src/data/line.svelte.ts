/** How the page stands to the server. */
export type Link = 'connecting' | 'live' | 'lost';

const firstRetryMs = 500;
const longestRetryMs = 8_000;
// The server says something every two seconds; a line that is silent for longer is broken, whatever the socket believes.
const longestSilenceMs = 8_000;

/** A socket to the live channel that comes back by itself. */
export class Line {
  link = $state<Link>('connecting');
  quietMs = $state<number | null>(null);
  private heardAt: number | null = null;
  private openedAt = 0;
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = firstRetryMs;

  constructor(
    private readonly greeting: () => string,
    private readonly hear: (text: string) => void,
    /** Called when a try did not come through: the server may want a login first. */
    private readonly refused: () => void,
  ) {
    setInterval(() => this.watch(), 1_000);
    addEventListener('online', () => this.hurry());
    document.addEventListener('visibilitychange', () => document.hidden || this.hurry());
  }

  /** Says the greeting anew, or opens the line with it. */
  say(): void {
    if (this.socket === null) this.connect();
    else if (this.socket.readyState === WebSocket.OPEN) this.socket.send(this.greeting());
  }

  private connect(): void {
    clearTimeout(this.timer);
    const address = new URL('/api/v1/live', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);
    this.socket = socket;
    this.openedAt = performance.now();
    socket.onopen = () => socket.send(this.greeting());
    socket.onmessage = (event: MessageEvent<string>) => this.take(event.data);
    socket.onclose = () => this.retry();
  }

  private take(text: string): void {
    this.heardAt = performance.now();
    [this.link, this.quietMs, this.retryMs] = ['live', 0, firstRetryMs];
    this.hear(text);
  }

  private retry(): void {
    this.refused();
    this.link = this.heardAt === null ? 'connecting' : 'lost';
    this.timer = setTimeout(() => this.connect(), this.retryMs * (0.75 + Math.random() / 2));
    this.retryMs = Math.min(longestRetryMs, this.retryMs * 2);
  }

  private watch(): void {
    const now = performance.now();
    this.quietMs = this.heardAt === null ? null : now - this.heardAt;
    if (this.socket === null || this.socket.readyState === WebSocket.CLOSED) return;
    if (now - Math.max(this.heardAt ?? 0, this.openedAt) > longestSilenceMs) this.abandon();
  }

  private abandon(): void {
    if (this.socket === null) return;
    this.socket.onclose = this.socket.onmessage = null;
    this.socket.close();
    this.retry();
    this.socket = null;
  }

  /** The device is back: no need to sit out the pause. */
  private hurry(): void {
    if (this.link !== 'lost' || this.socket?.readyState === WebSocket.CONNECTING) return;
    this.retryMs = firstRetryMs;
    this.connect();
  }
}
