/** A reading as it reached the page. */
export interface ShownRow {
  readonly minerId: string;
  readonly observedAt: number;
  readonly hashrate: number | null;
  /** When the message that first told it had arrived. */
  readonly arrivedAt: number;
}

interface LiveMessage {
  readonly channel?: string;
  readonly error?: string;
  readonly data?: readonly { miner_id: string; observed_at?: number | null; hashrate?: { value: number | null } }[];
}

/** What a page that is open sees: a client of the live channel that writes down each reading once, when it first arrives. */
export class LivePage {
  private readonly rows: ShownRow[] = [];
  private readonly latest = new Map<string, number>();
  private lost = false;

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.receive(String(data), Date.now()));
    socket.addEventListener('close', () => (this.lost = true));
  }

  /** Connects and asks for what the page's own first view does. */
  static async open(dashboardUrl: string): Promise<LivePage> {
    const socket = new WebSocket(`${dashboardUrl.replace(/^http/, 'ws')}/api/v1/live`);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error('the live channel refused the connection')), { once: true });
    });
    const page = new LivePage(socket);
    socket.send(JSON.stringify({ subscribe: ['fleet', 'miners'] }));
    return page;
  }

  /** Closes the page and gives what it saw until now; fails if the channel had been lost before, for then rows are missing that were sent. */
  close(): readonly ShownRow[] {
    if (this.lost) throw new Error('the live channel was lost');
    this.socket.close();
    return [...this.rows];
  }

  private receive(text: string, arrivedAt: number): void {
    const { channel, error, data = [] } = JSON.parse(text) as LiveMessage;
    if (error !== undefined) throw new Error(error);
    if (channel !== 'miners') return;
    for (const { miner_id: minerId, observed_at: observedAt, hashrate } of data) {
      // A row is told again when an event or the passing of time changes it; only a newer reading counts.
      if (typeof observedAt !== 'number' || (this.latest.get(minerId) ?? 0) >= observedAt) continue;
      this.latest.set(minerId, observedAt);
      this.rows.push({ minerId, observedAt, hashrate: hashrate?.value ?? null, arrivedAt });
    }
  }
}
