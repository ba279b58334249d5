import type { FieldContext } from './fields.ts';
import { isGlobal } from './globals.ts';
import { importedAs } from './names.ts';
import type { OpenFile } from './open-file.ts';
import type { ClassPlace } from './survey.ts';

/** What the names in a class's fields mean where it stands. */
export function surroundingsOf(file: OpenFile, place: ClassPlace): FieldContext {
  return {
    text: file.text,
    typescript: file.language.typescript,
    isGlobal: (name) => isGlobal(name, place),
    eventPublisher: importedAs(file.imports, 'EventPublisher'),
  };
}
