import { expect } from 'chai';
import fc from 'fast-check';
import { readNamed } from '../../lib/contract/index.ts';

const EFFECT = 'node_type: effect\nio_operations: [{operation: read}]\n';
const named = (text: string, path: string, name?: string) =>
  readNamed(text, { file: 'given.yaml', path, name });

describe('the name of a contract without one', () => {
  it('is its file’s, or that of the nearest folder that says something, with the kind at its end', () => {
    const nameOf = (path: string, text = EFFECT): string | null => named(text, path).added;
    expect(nameOf('/c/http_api_call.yaml')).to.equal('node_http_api_call_effect');
    expect(nameOf('/c/effect_http.yaml')).to.equal('node_http_effect');
    expect(nameOf('/c/wiring_effect.yml')).to.equal('node_wiring_effect');
    expect(nameOf('/c/node_wiring.contract.yaml')).to.equal('node_wiring_effect');
    expect(nameOf('/shop/node_payment_effect/v1_0_0/contract.yaml')).to.equal('node_payment_effect');
    expect(nameOf('/shop/refund/handler_contract.yaml')).to.equal('node_refund_effect');
    expect(nameOf('/c/runtime.yaml', 'node_type: ORCHESTRATOR_GENERIC\n')).to.equal(
      'node_runtime_orchestrator',
    );
  });

  it('is the one that is given', () => {
    const { added, text, reading } = named(EFFECT, '/c/contract.yaml', 'http-api');
    expect(added).to.equal('node_http_api_effect');
    expect(text).to.equal(`name: node_http_api_effect\n${EFFECT}`);
    expect(reading.contract?.name).to.equal('node_http_api_effect');
  });

  it('is put in as the first key, and nothing else changes', () => {
    const head = '\uFEFF# ours\r\n---\r\n# the kind\r\n';
    const { text } = named(`${head}"node_type": effect\r\n`, '/c/a.yaml');
    expect(text).to.equal(`${head}name: node_a_effect\r\n"node_type": effect\r\n`);
    expect(named('{node_type: effect}', '/c/a.yaml').text).to.equal(
      '{name: node_a_effect, node_type: effect}',
    );
  });

  it('is put in with the indentation of the other keys', () => {
    const indented = '# ours\n  node_type: effect\n  io_operations:\n    - {operation: read}\n';
    const { text, reading } = named(indented, '/c/a.yaml');
    expect(text).to.equal(indented.replace('  node_type', '  name: node_a_effect\n  node_type'));
    expect(reading.contract?.operations.map(({ name }) => name)).to.deep.equal(['read']);
    for (const key of [
      '? node_type\n: effect\n',
      '  ? node_type\n  : effect\n',
      '!!str node_type: effect\n',
      '&a node_type: effect\n',
    ]) {
      expect(named(key, '/c/a.yaml').reading.contract?.name, key).to.equal('node_a_effect');
      expect(named(named(key, '/c/a.yaml').text, '/c/b.yaml').added, key).to.equal(null);
    }
  });

  it('is missing, at the place the file has it, where nothing gives one', () => {
    const { reading, text, added } = named(`# ours\n${EFFECT}`, '/1/contract.yaml');
    expect({ text, added }).to.deep.equal({ text: `# ours\n${EFFECT}`, added: null });
    expect(reading.contract).to.equal(null);
    expect(reading.issues[0]).to.deep.include({ severity: 'error', position: { line: 2, column: 1 } });
  });

  it('leaves a contract alone that has one, under any of its keys', () => {
    for (const key of ['name', 'node_name', 'contract_name', 'node_id', 'workflow_id']) {
      const text = `${key}: node_own_effect\n${EFFECT}`;
      expect(named(text, '/c/a.yaml', 'other')).to.deep.include({ text, added: null });
    }
  });

  it('tells faults at the places of the text as it was given', () => {
    const { reading, added } = named('node_type: effect\nversion: newest\n', '/c/a.yaml');
    expect(added).to.equal(null);
    const errors = reading.issues.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ position }) => position)).to.deep.equal([{ line: 2, column: 10 }]);
  });

  it('is safe whatever file and folder are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (word) => {
        const { added } = named(EFFECT, `/c/${word}.yaml`);
        if (added !== null) expect(added).to.match(/^node_[a-z][a-z0-9_]*_effect$/);
      }),
    );
  });
});
