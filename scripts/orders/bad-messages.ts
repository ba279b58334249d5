/** A message that must be rejected, and the node that has to reject it. */
export interface BadMessage {
  /** What is wrong with it. */
  readonly fault: string;
  /** As `onex-runtime send` takes it: `NODE:OPERATION`. */
  readonly to: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The node whose contract forbids the message. */
  readonly node: string;
  /** The field that the rejection has to name. */
  readonly field: string;
}

const ORDER = '22222222-2222-4222-8222-222222222222';
const LINE = { sku: 'TEA-0001', quantity: 2, unit_price: '3.50' };
const CHECKOUT = {
  order_id: ORDER,
  customer: 'Ada Lovelace',
  tier: 'retail',
  currency: 'EUR',
  method: 'card',
  lines: [LINE],
};
const QUOTE = { tier: 'retail', currency: 'EUR', lines: [LINE] };
const RESERVE = { order_id: ORDER, lines: [{ sku: 'TEA-0001', quantity: 2 }] };
const CHARGE = { order_id: ORDER, customer: 'Ada Lovelace', amount: '7.00', currency: 'EUR', method: 'card' };
const PLACE = { entity_id: ORDER, customer: 'Ada Lovelace', amount: '7.00' };

type Change = readonly [fault: string, field: string, change: Readonly<Record<string, unknown>>];

/** Messages to one operation, each with one fault. A changed field that is undefined is left out. */
function faults(to: string, node: string, good: object, changes: readonly Change[]): readonly BadMessage[] {
  return changes.map(([fault, field, change]) => ({
    fault,
    to,
    node,
    field,
    payload: { ...good, ...change },
  }));
}

/** Thirty messages that the contracts of the order system forbid. */
export const BAD_MESSAGES: readonly BadMessage[] = [
  ...faults('checkout:run', 'node_shop_checkout_orchestrator', CHECKOUT, [
    ['an order id that is not a UUID', 'order_id', { order_id: 'order-17' }],
    ['a customer that is too short', 'customer', { customer: 'Al' }],
    ['a customer that is too long', 'customer', { customer: 'x'.repeat(65) }],
    ['a tier that does not exist', 'tier', { tier: 'vip' }],
    ['a currency in lowercase', 'currency', { currency: 'eur' }],
    ['no payment method', 'method', { method: undefined }],
    ['an order without lines', 'lines', { lines: [] }],
    ['101 lines', 'lines', { lines: Array.from({ length: 101 }, () => LINE) }],
    ['a line with a field too many', 'lines', { lines: [{ ...LINE, color: 'green' }] }],
    ['a line without a price', 'lines', { lines: [{ sku: 'TEA-0001', quantity: 2 }] }],
  ]),
  ...faults('price:quote', 'node_shop_price_compute', QUOTE, [
    ['an article in lowercase', 'sku', { lines: [{ ...LINE, sku: 'tea-0001' }] }],
    ['a quantity of zero', 'quantity', { lines: [{ ...LINE, quantity: 0 }] }],
    ['a quantity with a fraction', 'quantity', { lines: [{ ...LINE, quantity: 1.5 }] }],
    ['a quantity above the limit', 'quantity', { lines: [{ ...LINE, quantity: 1001 }] }],
    ['a price of zero', 'unit_price', { lines: [{ ...LINE, unit_price: '0.00' }] }],
    ['a price that is not a number', 'unit_price', { lines: [{ ...LINE, unit_price: 'free' }] }],
  ]),
  ...faults('stock:reserve', 'node_shop_stock_effect', RESERVE, [
    ['lines that are not a list', 'lines', { lines: { sku: 'TEA-0001', quantity: 2 } }],
    ['an article with too few digits', 'sku', { lines: [{ sku: 'TEA-01', quantity: 2 }] }],
    ['a negative quantity', 'quantity', { lines: [{ sku: 'TEA-0001', quantity: -2 }] }],
    ['an order id of null', 'order_id', { order_id: null }],
  ]),
  ...faults('payment:charge', 'node_shop_payment_effect', CHARGE, [
    ['a negative amount', 'amount', { amount: '-7.00' }],
    ['an amount above the limit', 'amount', { amount: '10000.01' }],
    ['a method that does not exist', 'method', { method: 'cash' }],
    ['a customer that is a number', 'customer', { customer: 12345 }],
  ]),
  ...faults('order:place', 'node_shop_order_reducer', PLACE, [
    ['an entity id that is a number', 'entity_id', { entity_id: 5 }],
    ['an amount of zero', 'amount', { amount: '0' }],
    ['no customer', 'customer', { customer: undefined }],
  ]),
  ...faults('order:ship', 'node_shop_order_reducer', { entity_id: ORDER }, [
    ['no tracking code', 'tracking_code', {}],
    ['a tracking code with a blank', 'tracking_code', { tracking_code: 'AB 12345678' }],
  ]),
  ...faults('order:cancel', 'node_shop_order_reducer', { entity_id: ORDER }, [
    ['a reason that does not exist', 'reason', { reason: 'bored' }],
  ]),
];
