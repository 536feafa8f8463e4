// Every page, in both themes and three widths, against WCAG 2.2 AA by axe: nothing found, and nothing
// wider than the window.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import type { APIRequestContext, Page } from '@playwright/test';
import { FORECAST, REPORT_CARD } from './forecasts.ts';
import { demoMatch, importedMatch, tracab } from './match_files.ts';
import { ended, expect, open, signedOut, test as base } from './room.ts';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const WIDTHS = [320, 768, 1440];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Finding = { id: string; nodes: { html: string; failureSummary?: string }[] };

/** Addresses of things that have to be made before they can be looked at. */
type Things = {
  player: string;
  /** Two players with seasons of figures. */
  ranked: [number, number];
  report: string;
  task: string;
  mapping: string;
  match: string;
  matchDraft: string;
  /** Two matches side by side. */
  compared: string;
  careers: string;
  outcome: string;
  schedule: string;
  shortlist: string;
  season: string;
  seasonOutcome: string;
};

const test = base.extend<object, { things: Things }>({
  things: [
    async ({ playwright, adminState }, use) => {
      const baseURL = process.env.TOUCHLINE_URL!;
      const request = await playwright.request.newContext({
        baseURL,
        storageState: adminState,
        extraHTTPHeaders: { origin: baseURL, 'sec-fetch-site': 'same-origin' },
      });
      await use(await make(request));
      await request.dispose();
    },
    { scope: 'worker' },
  ],
});

/** Transfers of players whom nobody knows: a draft shows them all the same. */
const TRANSFERS = {
  name: 'transfers.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'player_id,transfer_date,from_club_id,to_club_id,transfer_fee\n1,2012-07-01,1,2,€2.50m\n',
  ),
};

/** A player with a value and a report, a mapping to settle and an import with rejected rows. */
async function make(request: APIRequestContext): Promise<Things> {
  const file = {
    name: 'players_with_a_long_name_of_the_file_for_narrow_screens.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('name,born,whatever\nAxe Import,1999-02-03,x\n,1990-13-45,y\n'),
  };
  const accepted = await request.post('/api/v1/players/import', { multipart: { file } });
  const { import_id, task_id } = await accepted.json();
  await ended(request, task_id);
  const draft = await request.post('/players/import/upload', { multipart: { file }, maxRedirects: 0 });
  const careers = await request.post('/players/import/upload', {
    multipart: { file: TRANSFERS },
    maxRedirects: 0,
  });
  const players = await (await request.get('/api/v1/players?q=bellingham')).json();
  const player = `/players/${players.items[0].id}`;
  const asked = await request.post(`/api/v1${player}/scout`, { data: {} });
  const { task_id: task } = await asked.json();
  await ended(request, task);
  const league = await (await request.get('/api/v1/players?competition=Demo%20League')).json();
  const schedule = await scheduled(request);
  await request.put('/api/v1/secrets/axe', { data: { value: 'kept for axe alone' } });
  return {
    player,
    ranked: [league.items[0].id, league.items[1].id],
    report: `${player}/reports/1`,
    task: `/tasks/${task}`,
    mapping: draft.headers()['location'],
    ...(await matches(request, players.items[0].id)),
    careers: careers.headers()['location'],
    outcome: `/players/import/${import_id}`,
    ...(await seasons(request)),
    schedule,
    shortlist: await shortlisted(request, players.items[0].id),
  };
}

/** The demo's match with a clip and a player who is known in it, the draft of an import that lacks a file, and
 *  another match to compare with. */
async function matches(request: APIRequestContext, player: number) {
  const match = await demoMatch(request);
  const clip = { match_id: Number(match.split('/').pop()), period: 1, from_secs: 60, until_secs: 72 };
  const data = { ...clip, note: 'Press after a loss', tags: ['press'] };
  await request.post('/api/v1/video_segments', { data });
  const link = { match_id: clip.match_id, place: 3, player_id: player };
  await request.post('/api/v1/match_lineups', { data: link });
  const [, positions] = tracab();
  const draft = await request.post('/matches/import/upload', {
    multipart: { file: positions },
    maxRedirects: 0,
  });
  const other = await importedMatch(request);
  const compared = `/matches/compare?left=${match.split('/').pop()}&right=${other}`;
  return { match, matchDraft: draft.headers()['location'], compared };
}

/** A season's table to settle, and one that was imported and left a doubtful pair. */
async function seasons(request: APIRequestContext) {
  // Without a birth date he is for a person to decide.
  const namesake = { name: 'Axe Namesake', nationalities: ['France'], position: 'CF' };
  await request.post('/api/v1/players', { data: namesake });
  const file = {
    name: 'fbref_2022_2023_with_a_long_name_for_narrow_screens.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'Player,Nation,Pos,Squad,Comp,Born,Min,Goals,Shots,SoT\n' +
        'Axe Namesake,FRA,FW,Reims,Ligue 1,1998,900,0.5,2.5,1.5\n' +
        'Axe Badrow,FRA,FW,Reims,Ligue 1,1998,many,0.5,2.5,1.5\n',
    ),
  };
  const accepted = await request.post('/api/v1/players/seasons/import', { multipart: { file } });
  const { import_id, task_id } = await accepted.json();
  await ended(request, task_id);
  const draft = await request.post('/players/import/upload', { multipart: { file }, maxRedirects: 0 });
  return {
    season: draft.headers()['location'],
    seasonOutcome: `/players/seasons/import/${import_id}`,
  };
}

/** The page of a schedule that has run; another worker may have made it. */
async function scheduled(request: APIRequestContext): Promise<string> {
  const body = { name: 'Axe schedule', kind: 'purge_players', cron: '@yearly' };
  await request.post('/api/v1/schedules', { data: body });
  const { items } = await (await request.get('/api/v1/schedules')).json();
  const { id } = items.find((item: { name: string }) => item.name === body.name);
  await request.post(`/api/v1/schedules/${id}/run`, { data: {} });
  return `/operations/schedules?schedule=${id}`;
}

/** A list with a note-worthy player who has changed since; another worker may have made it. */
async function shortlisted(request: APIRequestContext, player: number): Promise<string> {
  await request.post('/api/v1/shortlists', { data: { name: 'Axe shortlist', purpose: 'For axe' } });
  const { items } = await (await request.get('/api/v1/shortlists')).json();
  const { id } = items.find((item: { name: string }) => item.name === 'Axe shortlist');
  const list = `/api/v1/shortlists/${id}`;
  await request.post(`${list}/players`, { data: { player_ids: [player], why: 'Reads the game' } });
  await request.post(`${list}/players/${player}/comments`, { data: { text: 'Seen twice' } });
  await request.put(`${list}/players/${player}/rating`, { data: { stars: 4 } });
  await request.post(`/api/v1/players/${player}/notes`, { data: { text: 'Two-footed' } });
  await request.put(`/api/v1/players/${player}/tags/two-footed`, { data: {} });
  await request.post('/api/v1/needs', { data: { name: 'Axe need', query: 'position=CM' } });
  await request.post(`/api/v1/players/${player}/scout`, { data: { question: 'For the alert?' } });
  return `/scouting/shortlists/${id}?player=${player}`;
}

/** What a page is called here, and where it is. */
const PAGES: [string, (things: Things) => string][] = [
  ['home', () => '/'],
  ['account', () => '/account'],
  ['API tokens', () => '/account/tokens'],
  ['players', () => '/players'],
  ['players, none found', () => '/players?q=zzzzzzzz'],
  ['players, a filter that cannot be read', () => '/players?age_min=old'],
  ['a player', ({ player }) => player],
  ['a player, values', ({ player }) => `${player}/value`],
  ['a player, season', ({ ranked }) => `/players/${ranked[0]}/season`],
  ['a player, season unknown', ({ player }) => `${player}/season`],
  ['a player, a choice that cannot be read', ({ ranked }) => `/players/${ranked[0]}/season?minutes=many`],
  ['a player, similar', ({ ranked }) => `/players/${ranked[0]}/similar`],
  ['a player, nobody similar', ({ player }) => `${player}/similar`],
  ['players compared', ({ ranked }) => `/players/compare?ids=${ranked.join(',')}`],
  ['players compared, one looked for', ({ ranked }) => `/players/compare?ids=${ranked[0]}&q=modric`],
  ['a player, forecast', ({ player }) => `${player}/forecast`],
  ['a player, career', ({ player }) => `${player}/career`],
  ['a player, matches', ({ player }) => `${player}/matches`],
  ['a player, matches of no season', ({ player }) => `${player}/matches?season=1999`],
  ['a player, known in no match', ({ ranked }) => `/players/${ranked[0]}/matches`],
  ['a player, reports', ({ player }) => `${player}/reports`],
  ['a player, history', ({ player }) => `${player}/history`],
  ['a new player', () => '/players/new'],
  ['a player, changing', ({ player }) => `${player}/edit`],
  ['deleting players', ({ player }) => `/players/delete?ids=${player.split('/').pop()}`],
  ['imports', () => '/players/import'],
  ['an import, refused', () => '/players/import?error=The%20file%20is%20not%20a%20table.'],
  ['an import, mapping', ({ mapping }) => mapping],
  ['an import, a table of careers', ({ careers }) => careers],
  ['an import, result', ({ outcome }) => outcome],
  ['the models', () => '/scouting/models'],
  ['seasons', () => '/players/seasons/import'],
  ['a season, to be settled', ({ season }) => season],
  ['a season, result', ({ seasonOutcome }) => seasonOutcome],
  ['who is who', () => '/players/review'],
  ['matches', () => '/matches'],
  ['matches, none found', () => '/matches?q=zzzzzzzz'],
  ['matches, an upload refused', () => '/matches?error=Choose%20the%20files%20of%20a%20match.'],
  ['a match to be imported', ({ matchDraft }) => matchDraft],
  ['a match', ({ match }) => match],
  ['a match, one player', ({ match }) => `${match}?player=3`],
  ['a match, replay', ({ match }) => `${match}/replay`],
  ['matches compared', ({ compared }) => compared],
  ['matches compared, one chosen', ({ match }) => `/matches/compare?left=${match.split('/').pop()}`],
  ['a match, line-ups', ({ match }) => `${match}/line-ups`],
  ['a match, clips', ({ match }) => `${match}/clips`],
  ['a match, data', ({ match }) => `${match}/data`],
  ['reports', () => '/reports'],
  ['a report', ({ report }) => report],
  ['a new report', ({ player }) => `${player}/reports/new`],
  ['shortlists', () => '/scouting/shortlists'],
  ['a shortlist, one player open', ({ shortlist }) => shortlist],
  ['adding to a shortlist', ({ player }) => `/scouting/add?ids=${player.split('/').pop()}`],
  ['needs', () => '/scouting/needs'],
  ['a new need', () => '/scouting/needs/new?position=LB&age_max=22'],
  ['alerts', () => '/scouting/alerts'],
  ['alerts, unread', () => '/scouting/alerts?show=unread'],
  ['tags', () => '/scouting/tags'],
  ['players with a tag', () => '/scouting/tags/two-footed'],
  ['a report of one’s own', ({ player }) => `${player}/reports/write`],
  ['two reports side by side', ({ player }) => `${player}/reports/compare?left=1&right=1`],
  ['the writers', () => '/operations/writers'],
  ['tasks', () => '/tasks'],
  ['a task', ({ task }) => task],
  ['the overview', () => '/operations'],
  ['the overview, of a week', () => '/operations?since=7d'],
  ['jobs', () => '/operations/jobs'],
  ['incidents', () => '/operations/incidents'],
  ['incidents, none found', () => '/operations/incidents?state=closed'],
  ['schedules', () => '/operations/schedules'],
  ['a schedule', ({ schedule }) => schedule],
  ['secrets', () => '/operations/secrets'],
  ['secrets, the uses of one', () => '/operations/secrets?secret=axe'],
  ['accounts', () => '/operations/accounts'],
  ['the audit log', () => '/operations/audit'],
  ['the audit log, its chain checked', () => '/operations/audit?verify='],
  ['the audit log, nothing found', () => '/operations/audit?action=zzz'],
  ['jobs, one open', ({ task }) => `/operations/jobs?job=${task.split('/').pop()}`],
  ['jobs, none found', () => '/operations/jobs?q=zzzzzzzz'],
  ['jobs, all to be tried again', () => '/operations/jobs?all=retry'],
  ['jobs, the dead letter', () => '/operations/jobs?state=dead'],
  ['jobs, all logs to be cleared', () => '/operations/jobs?all=clear_logs'],
  ['a page that is not there', () => '/nowhere'],
];

const SIGNED_OUT: [string, string][] = [
  ['sign-in', '/sign-in'],
  ['sign-in, refused', '/sign-in'],
  ['register', '/register'],
  ['a page for the signed-in', '/tasks'],
];

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.beforeEach(async ({ context, baseURL, allowNoise }) => {
      // Pages that say no do so with the status as well.
      allowNoise(/status of (401|404|422)/);
      await context.addCookies([{ name: 'theme', value: theme, url: baseURL! }]);
    });

    for (const [name, address] of PAGES) {
      test(`${name} has no findings`, async ({ page, things }) => {
        await open(page, address(things));
        await expectNoFindings(page);
      });
    }

    test('reports, none written yet, has no findings', async ({ page }) => {
      await page.route('**/fn/scouting/list_reports**', (route) =>
        route.fulfill({ json: { rows: [], total: 0, next_cursor: null } }),
      );
      // From a page of the same room: its link to the reports keeps the application running.
      await open(page, '/players');
      await page.getByRole('link', { name: 'Reports', exact: true }).first().click();
      await expect(page.getByText(/No report/)).toBeVisible();
      await expectNoFindings(page);
    });

    test('a forecast and the report card of its models have no findings', async ({ page, things }) => {
      await page.route('**/fn/scouting/find_forecast**', (route) => route.fulfill({ json: FORECAST }));
      await page.route('**/fn/scouting/find_report_card**', (route) => route.fulfill({ json: REPORT_CARD }));
      await open(page, things.player);
      await page.getByRole('link', { name: 'Forecast', exact: true }).click();
      await expect(page.getByText('not a price')).toBeVisible();
      await expectNoFindings(page);
      await page.getByRole('link', { name: "The models' report card" }).click();
      await expect(page.getByText('Behind each day')).toBeVisible();
      await expectNoFindings(page);
    });

    test('players while a dialog is open has no findings', async ({ page }) => {
      await open(page, '/players');
      await page.getByRole('link', { name: 'Add player' }).click();
      await expect(page.getByRole('dialog', { name: 'Add a player' })).toBeVisible();
      await expectNoFindings(page);
    });

    test.describe('signed out', () => {
      test.use(signedOut);
      for (const [name, address] of SIGNED_OUT) {
        test(`${name} has no findings`, async ({ page }) => {
          await open(page, address);
          if (name.endsWith('refused')) {
            await page.getByLabel('Name or e-mail address').fill(`nobody-${theme}`);
            await page.getByLabel('Password').fill('not the password');
            await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
            await expect(page.getByRole('alert').first()).toBeVisible();
          }
          await expectNoFindings(page);
        });
      }
    });
  });
}

async function expectNoFindings(page: Page) {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.locator('.skeleton')).toHaveCount(0);
  // By the debugger, past the policy: the page's own script-src stays in force.
  await page.evaluate(axe);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const findings = await page.evaluate(async (tags) => {
      const { axe } = window as unknown as {
        axe: { run: (root: Document, options: object) => Promise<{ violations: Finding[] }> };
      };
      return (await axe.run(document, { runOnly: tags })).violations;
    }, TAGS);
    const told = findings.map(
      (finding) => `${finding.id}: ${finding.nodes.map((node) => node.html).join(' | ')}`,
    );
    expect.soft(told, `${page.url()} at ${width} px`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${page.url()} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
  }
}
