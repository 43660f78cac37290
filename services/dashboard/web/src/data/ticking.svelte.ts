class Ticking {
  now = $state(Date.now());

  constructor() {
    setInterval(() => (this.now = Date.now()), 1_000);
  }
}

/** The time, once a second, for ages. */
export const ticking = new Ticking();
