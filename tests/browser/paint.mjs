// How long a report takes to appear: node paint.mjs REPORT.html [TIMES]
// Tells, for each time, when two frames were painted after the last of the page was read, and what the page's
// process and its layout took of a processor until then.
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [report, times = '5'] = process.argv.slice(2);
for (let time = 0; time < Number(times); time += 1) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    window.painted = new Promise(done => addEventListener('DOMContentLoaded', () => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)));
    }));
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await usage(browser);
  await page.goto(pathToFileURL(report).href, { waitUntil: 'commit' });
  const painted = await page.evaluate(() => window.painted);
  const used = await usage(browser) - before;
  const { metrics } = await session.send('Performance.getMetrics');
  const of = name => metrics.find(one => one.name === name).value;
  const seconds = ['TaskDuration', 'LayoutDuration', 'RecalcStyleDuration', 'ScriptDuration']
    .map(name => `${name} ${of(name).toFixed(2)} s`).join(', ');
  console.log(`two frames after ${(painted / 1000).toFixed(2)} s; processor ${used.toFixed(2)} s; ${seconds}; ${of('Nodes')} nodes`);
  await browser.close();
}

/** What the processes of the browser have taken of a processor. Unit: seconds. */
async function usage(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(one => one.type === 'renderer').reduce((sum, one) => sum + one.cpuTime, 0);
}
