import { expect } from 'chai';
import { beginningWithoutSecrets } from '../../../../src/event-bus/wire/dead-letter/without-secrets.ts';

describe('the beginning of a message in a dead letter', () => {
  const full = JSON.stringify({
    user: 'ada',
    apiKey: 'sk-"123',
    nested: { password: 'hunter2', attempts: 3 },
    access_token: null,
    clientSecret: { id: 'one', value: 'two' },
    note: 'end',
  });

  it('has no secret, wherever it is cut off', () => {
    for (let end = 0; end <= full.length; end += 1) {
      const shown = beginningWithoutSecrets(full.slice(0, end));
      expect(shown, String(end)).to.not.match(/sk-|123|hunter|"one"|two/);
    }
  });

  it('keeps every other field before an object that a secret name has', () => {
    const shown = beginningWithoutSecrets(full);
    expect(shown)
      .to.contain('"user":"ada"')
      .and.to.contain('"attempts":3')
      .and.to.contain('"access_token":null');
    expect(shown.endsWith('"access_token":null,')).to.equal(true);
  });
});
