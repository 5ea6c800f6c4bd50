// Draws every process model as docs/<name>.svg, and every example beside itself. The same model gives the same bytes.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const here = fileURLToPath(new URL('.', import.meta.url));
const folders = [
  { models: join(here, '../../src/main/resources/bpmn'), pictures: join(here, '../../docs') },
  { models: join(here, '../../examples'), pictures: join(here, '../../examples') },
];

async function filesToDraw({ models, pictures }) {
  const files = (await readdir(models)).filter((name) => name.endsWith('.bpmn')).sort();
  return files.map((file) => ({ model: join(models, file), picture: join(pictures, `${basename(file, '.bpmn')}.svg`) }));
}

// bpmn-js numbers its arrow heads and diagrams with random text; ours are counted instead.
function withStableIds(svg) {
  const stable = new Map();
  for (const [, id] of svg.matchAll(/(?<![-\w])id="([^"]+)"/g)) {
    if (!stable.has(id)) {
      stable.set(id, `id-${stable.size + 1}`);
    }
  }
  return svg
    .replace(/(?<![-\w])id="([^"]+)"/g, (_, id) => `id="${stable.get(id)}"`)
    .replace(/url\((&quot;|"|'|)#([^)"'&]+)\1\)/g, (whole, quote, id) =>
      stable.has(id) ? `url(#${stable.get(id)})` : whole);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
});

try {
  for (const { model, picture } of (await Promise.all(folders.map(filesToDraw))).flat()) {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    await page.setContent('<!doctype html><div id="canvas" style="width: 1600px; height: 1000px"></div>');
    await page.addScriptTag({ path: join(here, 'node_modules/bpmn-js/dist/bpmn-viewer.production.min.js') });
    const { svg, warnings } = await page.evaluate(async (xml) => {
      const viewer = new window.BpmnJS({ container: '#canvas' });
      const imported = await viewer.importXML(xml);
      const saved = await viewer.saveSVG();
      return { svg: saved.svg, warnings: imported.warnings.map((warning) => warning.message) };
    }, await readFile(model, 'utf8'));
    await page.close();
    if (warnings.length > 0) {
      throw new Error(`${model}: ${warnings.join('; ')}`);
    }
    await writeFile(picture, `${withStableIds(svg).trimEnd()}\n`);
    console.log(`drew ${basename(model)}`);
  }
}
finally {
  await browser.close();
}
