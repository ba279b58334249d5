import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { ContractError, loadContract } from 'onex-runtime/contract';

describe('loading a contract from disk', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'onex-contract-'));
    file = join(folder, 'contract.yaml');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes a path and a URL, and gives the hash of the text', () => {
    const text = 'name: node_shop_order_effect\nnode_type: effect\n';
    writeFileSync(file, text);
    const contract = loadContract(file);
    expect(contract.hash).to.equal(createHash('sha256').update(text).digest('hex'));
    expect(loadContract(pathToFileURL(file))).to.deep.equal(contract);
  });

  it('throws all faults at once, each on a line with its place', () => {
    writeFileSync(file, 'node_type: soup\ntags: {}\n');
    expect(() => loadContract(file))
      .to.throw(ContractError)
      .with.property(
        'message',
        `${file}:1:1: name is missing; expected text such as node_billing_payment_effect\n` +
          `${file}:1:12: node_type: expected EFFECT_GENERIC, COMPUTE_GENERIC, REDUCER_GENERIC or ORCHESTRATOR_GENERIC; found "soup"`,
      );
  });

  it('says which file is not there', () => {
    expect(() => loadContract(file)).to.throw(ContractError, `${file}: the contract cannot be read: ENOENT`);
  });
});
