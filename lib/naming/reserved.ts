/** Words of JavaScript and TypeScript that cannot or should not be a complete name. */
const LANGUAGE = [
  'abstract any arguments as async await boolean break case catch class const constructor continue debugger declare',
  'default delete do else enum eval export extends false finally for from function get if implements import in',
  'infer instanceof interface is keyof let module namespace never new null number object of package private protected',
  'prototype public readonly require return set static string super switch symbol this throw true try type typeof',
  'undefined unique unknown using var void while with yield nan infinity globalthis',
].join(' ');

/** Names that Windows reserves for devices, with any extension. */
const DEVICES =
  'con prn aux nul conin$ conout$ ' +
  [...'0123456789¹²³'].flatMap((digit) => [`com${digit}`, `lpt${digit}`]).join(' ');

const LANGUAGE_WORDS: ReadonlySet<string> = new Set(LANGUAGE.split(' '));
const DEVICE_NAMES: ReadonlySet<string> = new Set(DEVICES.split(' '));

export function isLanguageWord(name: string): boolean {
  return LANGUAGE_WORDS.has(name.toLowerCase());
}

export function isDeviceName(name: string): boolean {
  return DEVICE_NAMES.has(name.toLowerCase().split('.')[0]!.trimEnd());
}

/** Keys with a special meaning on every JavaScript object. */
export function isObjectKey(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype';
}
