/**
 * Renames in code and documents: what a rename of a contract means for the files of a project.
 *
 * Guarantees
 * 1. Code of the owner changes only where a name refers to what is renamed: the project's own TypeScript says so, or,
 *    without it, the imports of a module. Text is never replaced because it looks the same.
 * 2. Generated words change only where the generator would write the new name in their place, and the owner left them.
 * 3. What still has the old name is listed, with its place.
 */
export { carriedText, type CarriedFile, type Merge } from './carry.ts';
export { codeParts } from './code-parts.ts';
export { applyEdits, type TextEdit } from './edits.ts';
export { importEdits, type RenamedExports } from './import-names.ts';
export { mentionFinder, type Mention, type OldNames, wordsOf } from './mentions.ts';
export { pathEdits, type MovedPath } from './module-paths.ts';
export { explainer, formsOf, type NamePair } from './name-forms.ts';
export { exchangesIn, templateChange, type TemplateChange } from './template-words.ts';
export { openRenamer, type EditsByFile, type Renamer } from './typescript/renamer.ts';
