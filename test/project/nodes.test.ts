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
    expect(() => findNode('paymnet', NODES)).to.throw('Did you mean payment?');
    expect(() => findNode('', NODES)).to.throw('no such node');
    expect(() => findNode('a', [])).to.throw('the project has no node to drive yet');
  });

  it('is named once among those there are, by the shortest name that means it alone', () => {
    expect(() => findNode('nosuch', NODES)).to.throw(
      /no such node\. There are: payment, billing_price, shipping_price\.$/,
    );
  });

  it('is never the orchestrator that is to drive it', () => {
    const nodes = [...NODES, 'node_billing_buy_orchestrator', 'node_billing_payment_orchestrator'];
    expect(findNode('payment', nodes, 'node_billing_payment_orchestrator')).to.equal(NODES[0]);
    expect(() => findNode('buy', nodes, 'node_billing_buy_orchestrator')).to.throw(
      'is the orchestrator itself',
    );
    expect(() => findNode('nosuch', NODES, NODES[0])).to.throw(/There are: billing_price, shipping_price\.$/);
  });
});
