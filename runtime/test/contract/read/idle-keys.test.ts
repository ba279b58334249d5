import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';

const found = (body: string, kind = 'EFFECT_GENERIC'): string =>
  readContract(`name: node_shop_order_x\nnode_type: ${kind}\n${body}\n`, { file: 'contract.yaml' })
    .issues.map(({ position, message, severity }) => `${severity} ${position.line} ${message}`)
    .join('\n');

describe('keys that a node does not act on', () => {
  it('are reported where they stand: health checks', () => {
    const text = found('health_check:\n  enabled: false\n  interval_seconds: 5\n  checks: [db]');
    expect(text)
      .to.match(/warning 4 health_check\.enabled/)
      .and.match(/warning 5 .*interval_seconds/);
    expect(text).to.match(/warning 6 .*checks: .*setReadiness/);
  });

  it('are reported where they stand: keys of messages', () => {
    const text = found('idempotency:\n  enabled: true\n  key: sha256(order_id:customer)');
    expect(text).to.match(/warning 5 idempotency\.key: .*envelope_id/);
    expect(found('idempotency:\n  enabled: true')).to.match(/warning 4 idempotency\.enabled: .*envelope_id/);
    expect(found('idempotency:\n  enabled: true\n  hash_fields: [order_id]')).not.to.contain('idempotency');
  });

  it('are reported where they stand: whether a node is idempotent', () => {
    for (const value of ['true', 'false'])
      expect(found(`descriptor:\n  purity: pure\n  idempotent: ${value}`)).to.match(
        /warning 5 descriptor\.idempotent: ignored: .*envelope_id/,
      );
  });

  it('are reported where they stand: a field that is required and has a default', () => {
    const inputs = (required: string): string =>
      found(`inputs:\n  size:\n    type: int\n    required: ${required}\n    default: 3`);
    expect(inputs('true')).to.match(/warning 6 inputs\.size\.required: has no effect beside a default/);
    expect(inputs('false')).not.to.contain('inputs.size');
  });

  it('are reported where they stand: the model of the state', () => {
    expect(found('state_model: {name: ModelState, module: a.b}', 'REDUCER_GENERIC')).to.match(
      /warning 3 state_model/,
    );
  });
});
