/** How often a server that ends by itself is started again before that is given up. */
const MOST_RESTARTS = 5;
const WITHIN_MILLISECONDS = 3 * 60 * 1000;

export class RestartAllowance {
  private restarts: readonly number[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  /** Whether the server may be started again; if so, that counts. */
  take(): boolean {
    const since = this.now() - WITHIN_MILLISECONDS;
    const recent = this.restarts.filter((time) => time > since);
    if (recent.length >= MOST_RESTARTS) return false;
    this.restarts = [...recent, this.now()];
    return true;
  }

  /** What was in the way is gone. */
  renew(): void {
    this.restarts = [];
  }
}
