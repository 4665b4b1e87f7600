// Looks at reports in a browser: node report.mjs REPORT.html FINDINGS.json HOSTILE.html
// Ends with 0 when all holds, else says what does not.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [report, findings, hostile] = process.argv.slice(2);
const known = JSON.parse(readFileSync(findings, 'utf8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const failures = [];
const check = (holds, what) => { if (!holds) failures.push(what); };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

async function open(file, options = {}, anchor = '') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.requests = [];
  page.faults = [];
  page.on('request', request => page.requests.push(request.url()));
  page.on('pageerror', error => page.faults.push(String(error)));
  page.on('console', message => { if (message.type() === 'error') page.faults.push(message.text()); });
  await page.goto(pathToFileURL(file) + anchor);
  return page;
}

// Nothing from a story runs, and nothing is asked for but the file itself.
for (const file of [report, hostile]) {
  const page = await open(file);
  await page.waitForTimeout(300);
  check(await page.evaluate(() => window.pwned === undefined), `${file}: a story ran`);
  check(page.requests.length === 1, `${file}: asked for ${page.requests.slice(1)}`);
  check(page.faults.length === 0, `${file}: ${page.faults}`);
  await page.context().close();
}

// Anybody can read it: light and dark, narrow and wide, everything opened.
for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    const page = await open(report, { colorScheme, viewport: { width, height: 900 } });
    await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
    // What lies on what can be measured only where all is laid out, not what is in view alone.
    await page.evaluate(() => document.querySelectorAll('.finding').forEach(one => { one.style.contentVisibility = 'visible'; }));
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: `${axe};0` });
    const violations = await page.evaluate(async () => (await axe.run()).violations.map(one => one.id));
    check(violations.length === 0, `${colorScheme} at ${width}: ${violations}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    check(wide <= width, `${colorScheme} at ${width}: ${wide} wide`);
    await page.context().close();
  }
}

// The filter counts what the JSON counts.
{
  const page = await open(report);
  const shown = () => page.locator('#shown').textContent();
  const all = known.findings.length;
  check(await shown() === `${all} of ${all} shown`, `all: ${await shown()}`);
  for (const severity of ['error', 'warning', 'note']) {
    for (const box of await page.locator('[name=severity]').all()) {
      await box.setChecked(await box.getAttribute('value') === severity);
    }
    const own = known.findings.filter(one => one.severity === severity).length;
    check(await shown() === `${own} of ${all} shown`, `${severity}: ${await shown()}, not ${own}`);
  }
  for (const box of await page.locator('[name=severity]').all()) await box.check();
  const { rule } = known.findings[0];
  await page.locator('[name=rule]').selectOption(rule);
  const own = known.findings.filter(one => one.rule === rule).length;
  check(await shown() === `${own} of ${all} shown`, `${rule}: ${await shown()}, not ${own}`);
  await page.context().close();
}

// A link to a finding leads there; the keys walk from one to the next.
{
  const { fingerprint } = known.findings.at(-1);
  const page = await open(report, {}, `#f-${fingerprint}`);
  const active = () => page.evaluate(() => document.activeElement.id);
  const box = await page.locator(`#f-${fingerprint}`).boundingBox();
  check(box.y >= 0 && box.y < 900, `#f-${fingerprint} stands at ${box.y}`);
  check(await active() === `f-${fingerprint}`, `${await active()} has the focus`);
  await page.keyboard.press('k');
  const before = await active();
  check(before.startsWith('f-') && before !== `f-${fingerprint}`, `k: ${before}`);
  await page.keyboard.press('j');
  check(await active() === `f-${fingerprint}`, `j: ${await active()}`);
  const isOpen = () => page.evaluate(() => document.activeElement.querySelector('details').open);
  await page.keyboard.press('Enter');
  check(!await isOpen(), 'Enter does not close');
  await page.keyboard.press('Enter');
  check(await isOpen(), 'Enter does not open');
  await page.keyboard.press('/');
  check(await page.evaluate(() => document.activeElement.name) === 'words', '/ does not search');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  check(await page.evaluate(() => document.getElementById('keys').open), '? shows no keys');
  await page.context().close();
}

// On paper stands every finding, also what is filtered away or closed on the screen.
{
  const page = await open(report);
  await page.locator('[name=severity][value=note]').uncheck();
  await page.evaluate(() => { document.querySelector('.finding details').open = false; });
  const file = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.pdf');
  writeFileSync(file, await page.pdf({ format: 'A4' }));
  if (existsSync('/usr/bin/pdftotext')) {
    const printed = execFileSync('/usr/bin/pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const count = printed.split('To do.').length - 1;
    check(count === known.findings.length, `${count} findings are printed`);
  } else {
    console.log('pdftotext is not installed: what is printed was not read');
  }
  await page.context().close();
}

await browser.close();
failures.forEach(failure => console.log(`FAILED ${failure}`));
console.log(failures.length === 0 ? 'the report holds in a browser' : `${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
