/**
 * Those who wait for the markup of a page. A page answers late, after it was loaded, or never, because it was closed:
 * whoever keeps the page says so, and nobody waits for ever.
 */
export class MarkupRequests {
  private readonly waiting: ((markup: string | null) => void)[] = [];

  /** Whether somebody waits. */
  get areOpen(): boolean {
    return this.waiting.length > 0;
  }

  /** The markup, as soon as it comes; null where it does not come. */
  wait(): Promise<string | null> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Gives all who wait the markup; null: there will be none. */
  answer(markup: string | null): void {
    for (const resolve of this.waiting.splice(0)) resolve(markup);
  }
}
