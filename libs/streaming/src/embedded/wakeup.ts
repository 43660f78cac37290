/** Lets one loop wait until somebody has news; news that came while it was busy is not missed. */
export class Wakeup {
  private news = false;
  private resolve: (() => void) | undefined;

  wake(): void {
    this.news = true;
    this.resolve?.();
    this.resolve = undefined;
  }

  async wait(): Promise<void> {
    if (!this.news) await new Promise<void>((resolve) => (this.resolve = resolve));
    this.news = false;
  }
}
