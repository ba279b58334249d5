import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { onex } from '../../support/process.ts';

const BEFORE = `# Ours.
name: node_shop_order_effect   # the node
node_type: effect
io_operations:
  - operation: create
    input_fields:
      - sku: string          # as printed
      - tags: "string[]"
      - counts: Array<number>
      - {name: at, type: Date, required: false}
      - by_day: 'Record<string, Date>'
      - state: '"open" | "closed"'
      - "note: string | null"
      - untouched: str
    output_fields: [ids: "bigint[]", total: Decimal]
  - {operation: read, input_fields: [id: unknown], output_fields: [size: number]}
`;

const AFTER = `# Ours.
name: node_shop_order_effect   # the node
node_type: effect
io_operations:
  - operation: create
    input_fields:
      - sku: str          # as printed
      - tags: "list[str]"
      - counts: list[float]
      - {name: at, type: datetime, required: false}
      - by_day: 'dict[str, datetime]'
      - state: 'Literal["open", "closed"]'
      - "note: str | None"
      - untouched: str
    output_fields: [ids: "list[int]", total: Decimal]
  - {operation: read, input_fields: [id: Any], output_fields: [size: float]}
`;

describe('onex contract fix', function () {
  this.timeout(60_000);
  afterEach(removeFolders);

  before(async function () {
    await built();
  });

  it('writes types in the notation of contracts, and changes nothing else', async () => {
    const root = await folder();
    await writeFile(join(root, 'contract.yaml'), BEFORE);
    const { code, stdout, stderr } = await onex(['contract', 'fix', 'contract.yaml'], { cwd: root });
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    expect(await readFile(join(root, 'contract.yaml'), 'utf8')).to.equal(AFTER);
    expect(stdout).to.contain('contract.yaml:8:15: "string[]" is now "list[str]"');
    expect(stdout.trimEnd().split('\n')).to.have.length(10);
  });

  it('has nothing to do the second time', async () => {
    const root = await folder();
    await writeFile(join(root, 'contract.yaml'), AFTER);
    const { code, stdout } = await onex(['contract', 'fix', 'contract.yaml', '--json'], { cwd: root });
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({ status: 'unchanged', fixes: [], error: null });
    expect(await readFile(join(root, 'contract.yaml'), 'utf8')).to.equal(AFTER);
  });

  it('says what has to be rewritten by hand', async () => {
    const root = await folder();
    const text = `${AFTER.split('io_operations')[0]}io_operations:\n  - operation: go\n    input_fields:\n      - a: >-\n          string[]\n`;
    await writeFile(join(root, 'contract.yaml'), text);
    const { code, stdout } = await onex(['contract', 'fix', 'contract.yaml'], { cwd: root });
    expect(code).to.equal(2);
    expect(stdout).to.contain('write "list[str]" in place of "string[]"; this scalar cannot be rewritten');
    expect(await readFile(join(root, 'contract.yaml'), 'utf8')).to.equal(text);
  });
});
