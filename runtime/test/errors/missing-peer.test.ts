import { expect } from 'chai';
import { missingPeer } from '../../src/errors/index.ts';

const failure = (message: string, code = 'ERR_MODULE_NOT_FOUND'): Error =>
  Object.assign(new Error(message), { code });

describe('an optional peer that cannot be imported', () => {
  it('is told with how to install it when it is not there', async () => {
    const imported = import('pg-that-nobody-made' as string);
    const told = await imported
      .catch(missingPeer('pg-that-nobody-made', 'The client'))
      .catch((error) => error);
    expect(told).to.include({ code: 'IMPORT_ERROR' });
    expect(told.message).to.equal('The client is missing, run: npm install pg-that-nobody-made');
  });

  it('keeps its own error when it is there and fails', () => {
    for (const error of [
      failure("Cannot find package 'pg-pool' imported from /project/node_modules/pg/lib/index.js"),
      failure("Cannot find package 'pg'", 'ERR_DLOPEN_FAILED'),
      new SyntaxError('Unexpected token'),
    ]) {
      expect(() => missingPeer('pg', 'The client')(error))
        .to.throw(error.message)
        .that.equals(error);
    }
  });
});
