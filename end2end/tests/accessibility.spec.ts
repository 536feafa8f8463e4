// Every page, in both themes and three widths, against WCAG 2.2 AA by axe: nothing found.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import { expect, open, test } from './room.ts';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PAGES = ['/', '/players', '/players/import', '/tasks', '/account', '/sign-in', '/register'];
const WIDTHS = [320, 900, 1440];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Finding = { id: string; nodes: { html: string; failureSummary?: string }[] };

for (const address of PAGES) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${address} in ${theme} has no findings`, async ({ page, context, baseURL }) => {
      await context.addCookies([{ name: 'theme', value: theme, url: baseURL! }]);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await open(page, address);
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        // By the debugger, past the policy: the page's own script-src stays in force.
        await page.evaluate(axe);
        const findings = await page.evaluate(async (tags) => {
          const { axe } = window as unknown as {
            axe: { run: (root: Document, options: object) => Promise<{ violations: Finding[] }> };
          };
          return (await axe.run(document, { runOnly: tags })).violations;
        }, TAGS);
        const told = findings.map(
          (finding) => `${finding.id}: ${finding.nodes.map((node) => node.html).join(' | ')}`,
        );
        expect(told, `${address}, ${theme}, ${width} px`).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${address} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
      }
    });
  }
}
