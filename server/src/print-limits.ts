import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitsText } from './limit-sections.ts';

writeFileSync(join(import.meta.dirname, '../../docs/limits.md'), limitsText());
