import { expect } from 'chai';
import {
  injectEventBus,
  removeEventBus,
  type InjectionOptions,
  type InjectionResult,
} from '../../../lib/injection/index.ts';

export type Injected = Extract<InjectionResult, { status: 'injected' }>;

/** Fails with the reason when the file was not injected. */
export function injected(path: string, text: string, options: InjectionOptions = {}): Injected {
  const result = injectEventBus({ path, text }, options);
  if (result.status !== 'injected') {
    const why = 'reason' in result ? result.reason.message : '';
    throw new Error(`${path} is ${result.status}: ${why}\n${'patch' in result ? result.patch : ''}`);
  }
  return result;
}

/** Fails unless the file was refused; gives back why. */
export function refused(path: string, text: string, options: InjectionOptions = {}): string {
  const result = injectEventBus({ path, text }, options);
  if (result.status !== 'refused') throw new Error(`${path} is ${result.status}`);
  expect(result.text).to.equal(text);
  expect(result.reason.broken).to.equal(undefined);
  return `${result.reason.line}:${result.reason.column} ${result.reason.message}; ${result.reason.remedy}`;
}

/** What must hold of any injection: insertions alone, nothing at a second run, the same bytes when taken out. */
export function sound(path: string, text: string, options: InjectionOptions = {}): Injected {
  const result = injected(path, text, options);
  let rebuilt = '';
  let at = 0;
  for (const insertion of result.insertions) {
    rebuilt += text.slice(at, insertion.offset) + insertion.text;
    at = insertion.offset;
  }
  expect(rebuilt + text.slice(at)).to.equal(result.text);
  const record = JSON.parse(JSON.stringify(result.record)) as typeof result.record;
  for (const again of [{ ...options, record }, options]) {
    const second = injectEventBus({ path, text: result.text }, again);
    expect(second.status).to.equal('unchanged');
    expect(second.text).to.equal(result.text);
  }
  const back = removeEventBus({ path, text: result.text }, record);
  expect(back.text).to.equal(text);
  expect(back.status).to.equal('removed');
  return result;
}
