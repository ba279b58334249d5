import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { install, startDev, stopDev } from '../../scripts/demo/commands.ts';
import { BAD_MESSAGES } from '../../scripts/orders/bad-messages.ts';
import { checkOrders } from '../../scripts/orders/check.ts';
import { runCheckouts, type Checkouts } from '../../scripts/orders/checkouts.ts';
import { makeOrders } from '../../scripts/orders/make.ts';
import { sendBadMessages } from '../../scripts/orders/send.ts';
import { built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';

describe('the order system of the examples, generated from its contracts', function () {
  this.timeout(300_000);
  let project: string;
  let dev: ChildProcess;
  let checkouts: Checkouts;

  before(async () => {
    await built();
    project = join(await folder(), 'shop');
    makeOrders(project);
    await install(project);
  });
  after(removeFolders);

  it('compiles, is clean, and passes its own tests', () => checkOrders(project));

  describe('on the in-memory bus', () => {
    before(async () => {
      dev = await startDev(project, []);
      checkouts = await runCheckouts(project);
    });
    after(() => stopDev(dev));

    it('quotes, reserves, charges, and places an order', () => {
      const { status, reply } = checkouts.paid;
      expect(status).to.equal('completed');
      expect(reply?.payload).to.include({ amount: '78.75', reserved_units: 7 });
    });

    it('fails an order whose card is declined, and one for more goods than there are', () => {
      expect(checkouts.declined.status).to.equal('failed');
      expect(checkouts.declined.error).to.contain('declined');
      expect(checkouts.soldOut.status).to.equal('failed');
      expect(checkouts.soldOut.error).to.contain('Only 93 units of TEA-0001 are left, not 94.');
    });

    it('puts the goods of a failed order back', () => {
      expect(checkouts.rest.status).to.equal('completed');
      expect(checkouts.rest.reply?.payload).to.include({ reserved_units: 93 });
    });

    it('follows an order to its delivery, and refuses to cancel it then', () => {
      expect(checkouts.life.map(({ status }) => status)).to.deep.equal(['completed', 'completed', 'failed']);
    });

    it('rejects each of thirty bad messages at the node whose contract forbids it', async () => {
      expect(BAD_MESSAGES).to.have.length(30);
      const misses = await sendBadMessages(project);
      expect(
        misses.map(({ message, sent }) => `${message.fault}: ${sent.status}: ${sent.error}`),
      ).to.deep.equal([]);
    });
  });
});
