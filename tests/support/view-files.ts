import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

export const viewsFolder = join(import.meta.dirname, '../../views');

/** The names of all templates: their paths in `views` without the ending, sorted. */
export function viewNames(): string[] {
  return readdirSync(viewsFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ejs'))
    .map((entry) => relative(viewsFolder, join(entry.parentPath, entry.name)).replaceAll('\\', '/').slice(0, -4))
    .sort();
}
