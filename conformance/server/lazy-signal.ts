/** An abort signal that is made when somebody first waits for it. */

/** Making and aborting a signal takes as long as all else that we do for a small answer, which waits for nothing. */
export class LazySignal {
  #because: string | null = null;
  #controller: AbortController | null = null;

  /** Asked often, and answered without making a signal. */
  get aborted(): boolean {
    return this.#because !== null;
  }

  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#because !== null) this.#controller.abort(this.#because);
    }
    return this.#controller.signal;
  }

  /** The first reason counts. */
  abort(because: string): void {
    if (this.#because !== null) return;
    this.#because = because;
    // A reason of our own: for want of one `abort` makes a DOMException, stack and all, and that is slow.
    this.#controller?.abort(because);
  }
}
