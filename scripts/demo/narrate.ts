/** A message as `onex-runtime tail --json` prints it. */
export interface TailedMessage {
  readonly topic: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: { readonly payload: Payload };
}

type Payload = Readonly<Record<string, unknown>>;
type Sentence = (payload: Payload, operation: string) => string;

/** What a message of the order system means, by the name in its topic. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  'checkout-requested': ({ customer, lines }) => `${text(customer)} orders ${goods(lines)}.`,
  'checkout-workflow-started': () => 'checkout starts a workflow for the order.',
  'checkout-stage-started': (stage) => `${step(stage)} starts.`,
  'checkout-stage-completed': (stage) => `${step(stage)} is complete.`,
  'checkout-stage-failed': (stage) => `${step(stage)} fails. The undo starts.`,
  'checkout-workflow-completed': () => 'The workflow is complete.',
  'checkout-workflow-failed': () => 'Everything is undone. The workflow has failed.',
  'checkout-completed': ({ amount, reserved_units: units }) =>
    `The answer: ${text(units)} units for ${text(amount)}, order placed.`,
  'checkout-failed': () => 'The answer: the order has failed, and why.',
  'price-requested': () => 'checkout asks price for the amount.',
  'price-completed': ({ amount, currency, discount_percent: discount }) =>
    `The price is ${text(amount)} ${text(currency)}, with ${text(discount)} % off.`,
  'price-failed': () => 'There is no price for the order.',
  'stock-failed': () => 'There are too few goods in stock.',
  'stock-requested': (_payload, operation) =>
    operation === 'release'
      ? 'checkout asks stock to put the goods back.'
      : 'checkout asks stock for the goods.',
  'stock-completed': ({ reserved_units: reserved, released_units: released }) =>
    released === undefined
      ? `${text(reserved)} units are reserved.`
      : `${text(released)} units are back in stock.`,
  'payment-requested': ({ amount, method }, operation) =>
    operation === 'refund'
      ? 'checkout asks payment for a refund.'
      : `checkout asks payment for ${text(amount)}, by ${text(method)}.`,
  'payment-completed': ({ status, refunded }) =>
    refunded === undefined ? `The payment is ${text(status)}.` : 'The customer has the money back.',
  'payment-failed': () => 'The bank declines the card.',
  'order-requested': (_payload, operation) => `The order is to be ${past(operation)}.`,
  'order-completed': ({ state }) => `The order is now in the state ${text(state)}.`,
  'order-failed': () => 'The order refuses the change.',
  'order-notify-customer': ({ tracking_code: code }) =>
    `Intent: tell the customer about parcel ${text(code)}.`,
};

/** One sentence that says what a message means; null for a message that is not of the order system. */
export function narrate({ topic, headers, value }: TailedMessage): string | null {
  const name = /^onex\.(?:cmd|evt|intent)\.shop\.(.+)\.v1$/.exec(topic)?.[1] ?? '';
  if (!Object.hasOwn(SENTENCES, name)) return null;
  return SENTENCES[name]!(value.payload, headers['operation_name'] ?? '');
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const past = (operation: string): string => (operation === 'ship' ? 'shipped' : `${operation}d`);

function step({ stage, stage_index: index, stages_total: total }: Payload): string {
  return `Step ${Number(index) + 1} of ${text(total)}, ${text(stage)},`;
}

function goods(lines: unknown): string {
  const list = lines as readonly { readonly sku: string; readonly quantity: number }[];
  return list.map(({ sku, quantity }) => `${quantity} of ${sku}`).join(', ');
}
