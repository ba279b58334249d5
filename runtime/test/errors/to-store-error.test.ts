import { expect } from 'chai';
import { isInfrastructureError, isNodeFault, OnexError, toStoreError } from '../../src/errors/index.ts';

function withCode(code: string, fields: object = {}): Error {
  return Object.assign(new Error('made for the test'), { code, ...fields });
}

describe('errors of a store as the runtime handles them', () => {
  const described = { what: 'The state in a file', remedy: 'Check the file.' };

  it('are unavailable, a failure of the message, or a fault of the node, with the original as cause', () => {
    for (const [code, expected, isKept, isFault] of [
      ['ECONNREFUSED', 'DEPENDENCY_UNAVAILABLE', true, false],
      ['23505', 'PROCESSING_ERROR', false, false],
      ['42501', 'CONFIGURATION_ERROR', true, true],
    ] as const) {
      const cause = withCode(code);
      const error = toStoreError(cause, described);
      expect(error).to.include({ code: expected, cause });
      expect(error.message).to.match(/^The state in a file .*: made for the test\./);
      expect([isInfrastructureError(error), isNodeFault(error)]).to.deep.equal([isKept, isFault]);
    }
  });

  it('are one line that ends with the remedy, once', () => {
    const error = toStoreError(Object.assign(new Error('first\n  second.'), { code: '42P01' }), described);
    expect(error.message).to.equal('The state in a file cannot be used: first second. Check the file.');
  });

  it('end with what was said where there is no remedy, and keep dots within it', () => {
    const error = toStoreError(Object.assign(new Error(' a.b c '), { code: '42P01' }), { what: 'It' });
    expect(error.message).to.equal('It cannot be used: a.b c.');
    expect(toStoreError('no error', { what: 'It' }).message).to.equal('It is unavailable: no error.');
    expect(toStoreError(new RangeError(''), { what: 'It' }).message).to.contain('RangeError');
  });

  it('never carry the URL that could not be read, which has a password', () => {
    const cause = withCode('ERR_INVALID_URL', { input: 'postgresql://me:secret@host' });
    expect(toStoreError(cause, described).cause).to.equal(undefined);
  });

  it('keep what an error of the runtime says, and make a missing client a fault of the node', () => {
    const failure = new OnexError('PROCESSING_ERROR', 'no JSON');
    expect(toStoreError(failure, described)).to.equal(failure);
    const missing = toStoreError(new OnexError('IMPORT_ERROR', 'run: npm install pg'), described);
    expect(missing).to.include({ code: 'IMPORT_ERROR', message: 'run: npm install pg' });
    const cause = new Error('not found');
    expect(toStoreError(new OnexError('IMPORT_ERROR', 'x', { cause }), described).cause).to.equal(cause);
    expect(isNodeFault(missing)).to.equal(true);
  });
});
