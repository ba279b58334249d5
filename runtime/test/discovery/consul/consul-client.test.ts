import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { consulAddress, createConsulClient } from '../../../src/discovery/index.ts';
import type { OnexError } from '../../../src/errors/index.ts';

describe('address of Consul', () => {
  const where = (text: string) => {
    const { host, port, secure } = consulAddress(text) ?? {};
    return { host, port, secure };
  };

  it('has Consul’s port only where none is written', () => {
    expect(where('consul')).to.deep.equal({ host: 'consul', port: 8500, secure: false });
    expect(where('http://consul/')).to.include({ port: 8500 });
    expect(where('http://consul:80')).to.include({ port: 80 });
    expect(where('consul:80')).to.include({ port: 80 });
    expect(where('https://consul')).to.deep.equal({ host: 'consul', port: 443, secure: true });
    expect(where('https://me:443@consul')).to.include({ port: 443 });
    expect(where('http://me:80@consul')).to.include({ port: 8500 });
    expect(where('https://consul:8501/v1?x=:9')).to.include({ port: 8501 });
  });

  it('has its scheme in whatever case', () => {
    expect(where('HTTP://consul')).to.deep.equal({ host: 'consul', port: 8500, secure: false });
    expect(where('HttpS://consul')).to.deep.equal({ host: 'consul', port: 443, secure: true });
  });

  it('has an address of version 6 without its brackets', () => {
    expect(where('http://[::1]')).to.include({ host: '::1', port: 8500 });
    expect(where('[::1]:80')).to.include({ host: '::1', port: 80 });
  });

  it('is shown without credentials', () => {
    const shown = consulAddress('http://admin:s3cret@[::1]:8501')?.shown;
    expect(shown).to.equal('http://[::1]:8501');
  });

  it('is none where the text is no http or https URL', () => {
    for (const text of ['', 'http://', 'ftp://consul', 'http://consul:port', 'a b']) {
      expect(consulAddress(text), text).to.equal(null);
    }
  });
});

describe('client of Consul', () => {
  const messageOf = async (url: string): Promise<string> => {
    const failure = await createConsulClient({ url, timeoutMs: 500 })
      .agentService('x')
      .catch((error: unknown) => error as OnexError);
    expect((failure as OnexError).code).to.equal('DEPENDENCY_UNAVAILABLE');
    return (failure as OnexError).message;
  };

  it('names where Consul is when it is away, and no secret', async () => {
    const message = await messageOf('http://admin:s3cret@127.0.0.1:1');
    expect(message).to.include('http://127.0.0.1:1').and.not.include('s3cret').and.not.include('admin');
    expect(await messageOf('http://admin:s3cret@')).not.to.include('s3cret');
  });

  it('reaches an agent at an address of version 6', async function () {
    const server = createServer((_, response) =>
      response.setHeader('content-type', 'application/json').end('{"x":{"Service":"s","Port":1}}'),
    );
    const listening = once(server, 'listening');
    server.listen(0, '::1');
    try {
      await listening;
    } catch {
      this.skip();
    }
    const { port } = server.address() as AddressInfo;
    const found = await createConsulClient({ url: `http://[::1]:${port}` }).agentService('x');
    server.closeAllConnections();
    server.close();
    expect(found).to.deep.include({ name: 's', port: 1, status: null });
  });
});
