// Adds the npm packages whose files go into the jar to the bill of materials, which Maven writes without them.
// Usage: node add-npm-packages.mjs package-lock.json application.cdx.json
import { readFileSync, writeFileSync } from 'node:fs';

const [lockFile, billFile] = process.argv.slice(2);
const lock = JSON.parse(readFileSync(lockFile, 'utf8'));
const bill = JSON.parse(readFileSync(billFile, 'utf8'));

const ofMaven = bill.components.filter((component) => !component.purl.startsWith('pkg:npm/'));
const ofNpm = Object.keys(lock.packages[''].dependencies).map((name) => {
  const { version, license, integrity } = lock.packages[`node_modules/${name}`];
  const [short, group] = name.split('/').reverse();
  const purl = `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}@${version}`;
  const [, hash] = integrity.split('sha512-');
  return {
    type: 'library',
    'bom-ref': purl,
    group,
    name: short,
    version,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }],
    licenses: [{ license: { id: license } }],
    purl,
  };
});

writeFileSync(billFile, `${JSON.stringify({ ...bill, components: [...ofMaven, ...ofNpm] }, null, 2)}\n`);
