// Checks that Modeler can take every element template.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { validateAll } from '@bpmn-io/element-templates-validator';

const folder = join(fileURLToPath(new URL('.', import.meta.url)), '../../.camunda/element-templates');

for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
  const templates = JSON.parse(await readFile(join(folder, file), 'utf8'));
  const { results } = validateAll(templates);
  if (results.length !== templates.length) {
    throw new Error(`${file}: only ${results.length} of ${templates.length} templates were checked`);
  }
  for (const { object, errors } of results) {
    for (const error of errors ?? []) {
      console.error(`${file}: ${object.name}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}
