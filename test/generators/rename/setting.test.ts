import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadContract } from 'onex-runtime/contract';
import { edit, emptyFolder, generate, PAYMENT, read, refusal, rename, write } from './support.ts';

const NODE = 'node_billing_payment_effect';
const CONFIG = [
  'config:',
  '  # of one day',
  '  limit: 100',
  '  max_entries: 7',
  'config_fields:',
  '  - {name: limit_key, type: str, default: limit}',
];

describe('onex rename of a setting', function () {
  this.timeout(60_000);
  let root = '';

  before(async () => {
    root = emptyFolder();
    await generate(root, 'effect', ['payment'], {
      install: false,
      domain: 'billing',
      operations: 'create,read',
    });
    edit(root, `${PAYMENT}/contract.yaml`, 'io_operations:', [...CONFIG, 'io_operations:'].join('\n'));
    await generate(root, 'upgrade', [], { install: false });
    write(root, `config/${NODE}.yaml`, '# limit of ours\nlimit: 5 # limit\nruntime:\n  limit: 1\n');
    write(root, `config/production/${NODE}.json`, '{"limit": 7, "other": {"limit": 1}}\n');
    write(root, 'config/nodes.yaml', `${NODE}:\n  limit: 9\nnode_other_effect:\n  limit: 3\n`);
    write(root, 'config/node_other_effect.yaml', 'limit: 3\n');
    write(root, `config/${NODE}.yaml.bin`, '\0limit');
  });
  after(() => rmSync(root, { recursive: true }));

  it('changes the contract, the model, and the keys of config files of this node alone', async () => {
    const { warnings } = await rename(root, ['payment:config.limit', 'daily_limit']);
    const { settings } = loadContract(new URL(`file://${join(root, PAYMENT, 'contract.yaml')}`));
    expect(settings.map(({ name }) => name)).to.deep.equal(['daily_limit', 'max_entries', 'limit_key']);
    expect(read(root, `${PAYMENT}/contract.yaml`)).to.include('  # of one day\n  daily_limit: 100\n');
    expect(read(root, `${PAYMENT}/models/model_payment_config.ts`)).to.match(/^ +daily_limit: /m);
    expect(read(root, `config/${NODE}.yaml`)).to.equal(
      '# limit of ours\ndaily_limit: 5 # limit\nruntime:\n  limit: 1\n',
    );
    expect(read(root, `config/production/${NODE}.json`)).to.equal(
      '{"daily_limit": 7, "other": {"limit": 1}}\n',
    );
    expect(read(root, 'config/nodes.yaml')).to.equal(
      `${NODE}:\n  daily_limit: 9\nnode_other_effect:\n  limit: 3\n`,
    );
    expect(read(root, 'config/node_other_effect.yaml')).to.equal('limit: 3\n');
    expect(read(root, `config/${NODE}.yaml.bin`)).to.equal('\0limit');
    expect(warnings.join('\n')).to.include('Config files outside of config/ still have the setting limit');
  });

  it('changes one that is listed by its name, and is undone as a whole', async () => {
    const before = read(root, `${PAYMENT}/contract.yaml`);
    await rename(root, ['payment', 'field', 'config', 'limit_key', 'key']);
    expect(read(root, `${PAYMENT}/contract.yaml`)).to.include('{name: key, type: str, default: limit}');
    await rename(root, [], { undo: true });
    expect(read(root, `${PAYMENT}/contract.yaml`)).to.equal(before);
  });

  it('refuses a name that is taken, one that is not there, and the limit of the store', async () => {
    expect(await refusal(root, ['payment:config.daily_limit', 'limit_key'])).to.match(/limit_key/);
    expect(await refusal(root, ['payment:config.limits', 'x'])).to.match(/has no field "limits"/);
    expect(await refusal(root, ['payment:config.max_entries', 'most'])).to.match(/limit of its store/);
  });
});
