import { expect } from 'chai';
import { checkName } from '../../../generators/node/contract/check-name.ts';
import { UserError } from '../../../lib/errors/index.ts';

describe('the name of a new node', () => {
  const NODES = [
    'node_billing_payment_effect',
    'node_billing_card_payment_reducer',
    'sales/node_order_desk_invoice_export_effect',
  ];
  const check =
    (name: string, domain: string, kind: 'effect' | 'reducer' | null = 'effect') =>
    () =>
      checkName(name, { nodes: NODES, domain, kind });

  it('may not differ from a node of the same domain and kind only by case', () => {
    for (const work of [
      check('Payment', 'billing'),
      check('payMent', 'billing', null),
      check('Invoice-Export', 'order-desk'),
    ])
      expect(work).to.throw(UserError, 'only by case');
  });

  it('may be contained in the name of another node, or be that of a node of another domain or kind', () => {
    for (const work of [
      check('Card', 'billing'),
      check('Payment', 'billing', 'reducer'),
      check('Payment', 'sales'),
      check('Export', 'order-desk', null),
      check('Desk', 'order', null),
      check('payment', 'billing'),
    ])
      expect(work).not.to.throw();
  });
});
