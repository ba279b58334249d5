import { expect } from 'chai';
import { findNode } from '../../lib/project/index.ts';

const NODES = ['node_billing_payment_effect', 'node_billing_price_compute', 'node_shipping_price_compute'];

describe('a node that a user names', () => {
  it('is found by its full name and by any unambiguous short one', () => {
    for (const name of [
      'node_billing_payment_effect',
      'payment',
      'payment_effect',
      'billing_payment',
      'Billing-Payment',
    ]) {
      expect(findNode(name, NODES), name).to.equal('node_billing_payment_effect');
    }
    expect(findNode('shipping_price', NODES)).to.equal('node_shipping_price_compute');
  });

  it('is refused when several are called so, naming them', () => {
    expect(() => findNode('price', NODES)).to.throw(
      'node_billing_price_compute or node_shipping_price_compute',
    );
  });

  it('is refused when none is, with the one that was meant', () => {
    expect(() => findNode('paymnet', NODES)).to.throw('did you mean payment?');
    expect(() => findNode('', NODES)).to.throw('no such node');
    expect(() => findNode('a', [])).to.throw('the project has no nodes yet');
  });
});
