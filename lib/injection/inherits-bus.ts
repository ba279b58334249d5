import { baseOf } from './base.ts';
import type { OpenFile } from './open-file.ts';
import type { ClassPlace } from './survey.ts';
import type { InjectionOptions } from './types.ts';

/** Whether the class gets the event bus from its base class. */
export function inheritsBus(file: OpenFile, place: ClassPlace, options: InjectionOptions): boolean {
  const base = baseOf(place, file.survey, file.imports, file.text, options);
  return (base.kind === 'runtime' || base.kind === 'known') && base.opensBus;
}
