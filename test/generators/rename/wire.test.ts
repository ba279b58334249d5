import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { shop } from './shop.ts';
import { rename } from './support.ts';

describe('what onex rename says of names on the wire', function () {
  this.timeout(60_000);
  let root = '';

  before(async () => {
    root = await shop();
  });
  after(() => rmSync(root, { recursive: true }));

  it('names the topics of a workflow that follow from the name of its node', async () => {
    const { warnings } = await rename(root, ['checkout', 'flow'], { 'dry-run': true });
    expect(warnings.join('\n')).to.match(
      /publishes its events to .*onex\.evt\.billing\.flow-workflow-started\.v1.*Subscribers of .*onex\.evt\.billing\.checkout-workflow-started\.v1/,
    );
    const others = await rename(root, ['payment', 'invoice'], { 'dry-run': true });
    expect(others.warnings.join('\n')).not.to.include('publishes its events');
  });
});
