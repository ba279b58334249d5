/**
 * Decimals without loss of digits, compared and bounded as Python's `Decimal` does.
 */
export { decimalBounds, type DecimalBounds } from './decimal-bounds.ts';
export { commonStep, compareDecimal, decimalDigits, isDecimalMultiple, multipleFrom } from './decimal.ts';
