import { quote } from 'onex-cli-kit';
import { error } from './place.ts';
import type { Place } from './place.ts';

/** Whether every object of JavaScript has something of this name: a value left out would not be missing. */
export function isObjectKey(name: string): boolean {
  return name in Object.prototype;
}

/** An error where a field, a setting or a flag has a name that every object has. */
export function refuseObjectKey(name: string, place: Place): void {
  if (!isObjectKey(name)) return;
  error(place, `${quote(name)} is a property of every JavaScript object; use another name`, 'key');
}
