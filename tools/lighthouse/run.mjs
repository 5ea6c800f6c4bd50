// Prints what Lighthouse thinks of one address, with its mobile preset. Usage: node run.mjs ADDRESS
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

const chrome = await launch({
  chromePath: process.env.CHROMIUM_BINARY ?? '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking',
    '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
});
try {
  const { lhr } = await lighthouse(process.argv[2], {
    port: chrome.port,
    onlyCategories: CATEGORIES,
    logLevel: 'error',
  });
  if (lhr.runtimeError) {
    throw new Error(lhr.runtimeError.message);
  }
  console.log('\nLighthouse, mobile preset, first screen');
  for (const category of CATEGORIES) {
    const { title, score, auditRefs } = lhr.categories[category];
    console.log(`  ${title.padEnd(24)} ${String(Math.round(score * 100)).padStart(8)}`);
    for (const { id, weight } of auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 0.9) {
        console.log(`    ${audit.title}: ${audit.displayValue ?? audit.score}`);
      }
    }
  }
} finally {
  await chrome.kill();
}
