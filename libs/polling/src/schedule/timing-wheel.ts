/** Items by the time they are due, in slots; adding, removing and taking cost the same however many items there are. */
export class TimingWheel<T> {
  private readonly slots = new Map<number, Set<T>>();
  private readonly slotOf = new Map<T, number>();
  private taken = Number.NEGATIVE_INFINITY;

  constructor(private readonly slotMs: number) {}

  /** How many items wait. */
  get size(): number {
    return this.slotOf.size;
  }

  /** Puts an item where it falls due, taking it from where it was; what is overdue comes with the next {@link takeDue}. */
  put(item: T, dueMs: number): void {
    this.remove(item);
    const slot = Math.max(Math.ceil(dueMs / this.slotMs), this.taken + 1);
    const items = this.slots.get(slot);
    if (items === undefined) this.slots.set(slot, new Set([item]));
    else items.add(item);
    this.slotOf.set(item, slot);
  }

  remove(item: T): void {
    const slot = this.slotOf.get(item);
    if (slot === undefined) return;
    this.slotOf.delete(item);
    const items = this.slots.get(slot);
    items?.delete(item);
    if (items?.size === 0) this.slots.delete(slot);
  }

  /** Takes out everything due at `nowMs`, oldest slot first. */
  takeDue(nowMs: number): T[] {
    const now = Math.floor(nowMs / this.slotMs);
    if (now <= this.taken) return [];
    const due = this.slotsBetween(this.taken + 1, now).flatMap((slot) => [...(this.slots.get(slot) ?? [])]);
    for (const item of due) this.remove(item);
    this.taken = now;
    return due;
  }

  /** Lets time run again from an earlier instant, after the clock was set back; items keep their slots until they are put anew. */
  rewind(nowMs: number): void {
    this.taken = Math.min(this.taken, Math.floor(nowMs / this.slotMs));
  }

  /** Walks the slots one by one in normal running, and only the occupied ones after a leap of the clock. */
  private slotsBetween(first: number, last: number): number[] {
    if (last - first < this.slots.size) return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return [...this.slots.keys()].filter((slot) => slot >= first && slot <= last).sort((a, b) => a - b);
  }
}
