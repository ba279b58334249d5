import { quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';

/** `1.2.3`, `^1.2`, `>=1.2.3-beta.1`, `1.x`, `*`, or the `-` of a range from one version to another. */
const COMPARATOR = /^(?:(?:[~^=]|[<>]=?)?v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2}(?:[-+][\w.+-]+)?|-)$/;
/** `latest`. */
const TAG = /^[a-z][a-z0-9.-]*$/;

function isRange(text: string): boolean {
  const comparators = text
    .trim()
    .replaceAll(/([~^=<>])\s+/g, '$1')
    .split(/\s+/);
  return comparators.every((comparator) => COMPARATOR.test(comparator));
}

/** @throws UserError for what npm takes neither for a version, nor for a range, nor for a tag. */
export function checkRuntimeVersion(text: string): void {
  if (TAG.test(text) || text.split('||').every(isRange)) return;
  throw new UserError(
    'ERR_ONEX_USAGE',
    `--runtime-version ${quote(text)} is not a version; write one such as 0.1.0, a range such as ^0.1.0, or latest`,
  );
}
