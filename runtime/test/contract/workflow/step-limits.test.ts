import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { stepLimitsOf, stepTimeoutMs } from '../../../src/contract/index.ts';

const effect = (limitSeconds: number): string => `
name: node_shop_payment_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Takes payments.
input_model: shop.models.ModelPaymentInput
output_model: shop.models.ModelPaymentOutput
io_operations:
  - {operation: pay, operation_type: pay, timeout_seconds: ${limitSeconds}}
  - {operation: refund, operation_type: refund, timeout_seconds: 40}
`;
const orchestrator = (step: string): string => `name: node_shop_trip_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Books trips.
input_model: shop.models.ModelTripInput
output_model: shop.models.ModelTripOutput
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: trip}
    execution_graph:
      nodes: [{node_id: pay, node_type: EFFECT_GENERIC, depends_on: []}]
annotations:
  domain: shop
  workflow:
    steps:
      pay:
        node: node_shop_payment_effect
        operation: pay
        ${step}
`;

describe('the timeout of a step', () => {
  let nodes: string;
  beforeEach(() => {
    nodes = mkdtempSync(path.join(tmpdir(), 'onex-limits-'));
  });
  afterEach(() => rmSync(nodes, { recursive: true }));

  function write(folder: string, version: string, text: string): string {
    const file = path.join(nodes, folder, version, 'contract.yaml');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }
  const check = (step: string): readonly string[] =>
    stepLimitsOf(write('node_shop_trip_orchestrator', 'v1_0_0', orchestrator(step))).map(
      ({ severity, position, message }) => `${severity} ${position.line} ${message}`,
    );

  it('is named with its line when the newest version of its node may take as long', () => {
    write('node_shop_payment_effect', 'v1_9_0', effect(5));
    write('node_shop_payment_effect', 'v1_10_0', effect(30));
    expect(check('timeout_ms: 30000')).to.deep.equal([
      'warning 19 step "pay" waits 30000 ms, but node_shop_payment_effect may take 30000 ms; ' +
        'set its timeout_ms to 45000 or more',
    ]);
    expect(check('timeout_ms: 30001')).to.deep.equal([]);
  });

  it('is named when undoing the step may take longer', () => {
    write('node_shop_payment_effect', 'v1_0_0', effect(30));
    const [warning] = check('timeout_ms: 35000\n        compensation: refund');
    expect(warning).to.include('may take 40000 ms').and.to.include('55000 or more');
  });

  it('is named when it ends before the group notices that an instance is gone, whether the node is known or not', () => {
    expect(check('timeout_ms: 10000')[0]).to.include('redelivered after 10000 ms');
    write('node_shop_payment_effect', 'v1_0_0', effect(1));
    expect(check('timeout_ms: 9000')[0]).to.include('set its timeout_ms to');
    expect(check('timeout_ms: 10001')).to.deep.equal([]);
  });

  it('is not looked for at the path that a hostile name makes', () => {
    const file = write('node_shop_trip_orchestrator', 'v1_0_0', orchestrator('timeout_ms: 20000'));
    const text = orchestrator('timeout_ms: 20000').replace(
      'node: node_shop_payment_effect',
      'node: ../../etc',
    );
    expect(stepLimitsOf(file, text)).to.deep.equal([]);
  });

  it('is by default longer than its node’s limit and the session together', () => {
    expect(stepTimeoutMs(30_000)).to.equal(45_000);
    expect(stepTimeoutMs(null)).to.equal(45_000);
    expect(stepTimeoutMs(1_000)).to.be.greaterThan(10_000);
  });
});
