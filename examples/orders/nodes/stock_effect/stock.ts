import { defineToken, OnexError, type Container, type HandlerContext } from 'onex-runtime';

/** Units of each article that the stock begins with. */
const INITIAL_UNITS = 100;

type Transaction = NonNullable<HandlerContext['transaction']>;

export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

/** What the stock needs of the place where it is kept. */
export interface Shelf {
  /** What is reserved for an order; empty where nothing is. */
  reserved(order: string): Promise<readonly Line[]>;
  /** Units that are left of an article. */
  left(sku: string): Promise<number>;
  /** Sets what is left of an article. */
  setLeft(sku: string, units: number): Promise<void>;
  /** Sets what is reserved for an order. */
  setReserved(order: string, lines: readonly Line[]): Promise<void>;
}

/**
 * Takes goods out of the stock for an order. A second request for the same order changes nothing.
 * @returns units that are reserved for the order
 * @throws OnexError INVALID_STATE when there are too few units of an article.
 */
export async function reserve(shelf: Shelf, order: string, lines: readonly Line[]): Promise<number> {
  const before = await shelf.reserved(order);
  if (before.length > 0) return unitsOf(before);
  for (const { sku, quantity } of lines) {
    const left = await shelf.left(sku);
    if (left < quantity)
      throw new OnexError('INVALID_STATE', `Only ${left} units of ${sku} are left, not ${quantity}.`);
    await shelf.setLeft(sku, left - quantity);
  }
  await shelf.setReserved(order, lines);
  return unitsOf(lines);
}

/** Puts the goods of an order back. @returns units that were put back; 0 where nothing was reserved */
export async function release(shelf: Shelf, order: string): Promise<number> {
  const lines = await shelf.reserved(order);
  for (const { sku, quantity } of lines) await shelf.setLeft(sku, (await shelf.left(sku)) + quantity);
  await shelf.setReserved(order, []);
  return unitsOf(lines);
}

function unitsOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** The database where the node has one, so that the goods and the answer are stored together; else memory. */
export async function shelfOf(transaction: Transaction | null, container: Container): Promise<Shelf> {
  if (transaction !== null) return databaseShelf(transaction);
  if (!container.has(MEMORY)) container.register(MEMORY, { value: new MemoryShelf() });
  return container.get(MEMORY).begin();
}

async function databaseShelf(transaction: Transaction): Promise<Shelf> {
  const run = (sql: string, parameters: readonly unknown[] = []) => transaction.query(sql, parameters);
  await run('CREATE TABLE IF NOT EXISTS shop_stock (sku TEXT PRIMARY KEY, units INTEGER NOT NULL)');
  await run(
    `CREATE TABLE IF NOT EXISTS shop_reservation (
       order_id TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL, PRIMARY KEY (order_id, sku))`,
  );
  return {
    async reserved(order) {
      const rows = await run('SELECT sku, quantity FROM shop_reservation WHERE order_id = $1', [order]);
      return rows.map(({ sku, quantity }) => ({ sku: String(sku), quantity: Number(quantity) }));
    },
    async left(sku) {
      await run('INSERT INTO shop_stock VALUES ($1, $2) ON CONFLICT (sku) DO NOTHING', [sku, INITIAL_UNITS]);
      const [row] = await run('SELECT units FROM shop_stock WHERE sku = $1', [sku]);
      return Number(row?.['units']);
    },
    async setLeft(sku, units) {
      await run('UPDATE shop_stock SET units = $2 WHERE sku = $1', [sku, units]);
    },
    async setReserved(order, lines) {
      await run('DELETE FROM shop_reservation WHERE order_id = $1', [order]);
      for (const { sku, quantity } of lines)
        await run(
          `INSERT INTO shop_reservation VALUES ($1, $2, $3)
             ON CONFLICT (order_id, sku) DO UPDATE SET quantity = shop_reservation.quantity + $3`,
          [order, sku, quantity],
        );
    },
  };
}

/** For development and tests: the goods are gone with the process. */
class MemoryShelf {
  readonly #left = new Map<string, number>();
  readonly #reserved = new Map<string, readonly Line[]>();

  /** A shelf on which nothing changes before the last step, so that a refused reservation takes nothing. */
  begin(): Shelf {
    const changes = new Map<string, number>();
    return {
      reserved: async (order) => this.#reserved.get(order) ?? [],
      left: async (sku) => changes.get(sku) ?? this.#left.get(sku) ?? INITIAL_UNITS,
      setLeft: async (sku, units) => void changes.set(sku, units),
      setReserved: async (order, lines) => {
        for (const [sku, units] of changes) this.#left.set(sku, units);
        this.#reserved.set(order, lines);
      },
    };
  }
}

const MEMORY = defineToken<MemoryShelf>('MemoryShelf');
