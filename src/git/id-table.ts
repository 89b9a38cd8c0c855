/**
 * Numbers object ids in the order in which they are first seen. Ids are packed binary in one typed array, and found
 * through an open-addressed table, so that millions of them cost some 30 bytes each.
 */
export class IdTable {
  readonly #words: number;
  #ids: Uint32Array;
  #slots: Int32Array;
  #mask: number;
  #size = 0;

  readonly idBytes: 20 | 32;

  constructor(idBytes: 20 | 32) {
    this.idBytes = idBytes;
    this.#words = idBytes / 4;
    this.#ids = new Uint32Array(1024 * this.#words);
    this.#slots = new Int32Array(4096).fill(-1);
    this.#mask = 4095;
  }

  get size(): number {
    return this.#size;
  }

  /** The number of the id whose words are in `id`, given now if it is new. */
  add(id: Uint32Array): number {
    const slot = this.#slotOf(id);
    const known = this.#slots[slot];
    if (known >= 0) return known;
    const number = this.#size++;
    if (this.#size * this.#words > this.#ids.length) this.#ids = grown(this.#ids);
    this.#ids.set(id, number * this.#words);
    this.#slots[slot] = number;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  /** The number of an id, or -1. */
  find(id: Uint32Array): number {
    return this.#slots[this.#slotOf(id)];
  }

  hex(number: number): string {
    let text = '';
    const from = number * this.#words;
    for (let i = from; i < from + this.#words; i++) text += this.#ids[i].toString(16).padStart(8, '0');
    return text;
  }

  #slotOf(id: Uint32Array): number {
    let slot = id[0] & this.#mask;
    for (;;) {
      const number = this.#slots[slot];
      if (number < 0 || this.#same(number, id)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #same(number: number, id: Uint32Array): boolean {
    const from = number * this.#words;
    for (let i = 0; i < this.#words; i++) {
      if (this.#ids[from + i] !== id[i]) return false;
    }
    return true;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    this.#mask = this.#slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#ids[number * this.#words] & this.#mask;
      while (this.#slots[slot] >= 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = number;
    }
  }
}

function grown(ids: Uint32Array): Uint32Array {
  const larger = new Uint32Array(ids.length * 2);
  larger.set(ids);
  return larger;
}
