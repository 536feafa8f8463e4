// Matches that specs look at: the demo's, and one of three seconds.
import type { APIRequestContext } from '@playwright/test';
import { ended, expect } from './room.ts';

/** The demo's match; the server makes it after its start. */
export async function demoMatch(request: APIRequestContext): Promise<string> {
  await expect(async () => {
    const { total } = await (await request.get('/api/v1/matches?q=harbour')).json();
    expect(total).toBeGreaterThan(0);
  }).toPass({ timeout: 60_000 });
  const { items } = await (await request.get('/api/v1/matches?q=harbour')).json();
  return `/matches/${items[0].id}`;
}

/** The id of a match of three seconds; the same files make no second one. */
export async function importedMatch(request: APIRequestContext): Promise<number> {
  const form = new FormData();
  for (const { name, mimeType, buffer } of tracab()) {
    form.append('file', new File([buffer], name, { type: mimeType }));
  }
  form.append('home', 'Axe United');
  form.append('away', 'Spec Rovers');
  const accepted = await request.post('/api/v1/matches/import', { multipart: form });
  expect(accepted.status()).toBe(202);
  const { import_id, task_id } = await accepted.json();
  await ended(request, task_id);
  const told = await (await request.get(`/api/v1/matches/imports/${import_id}`)).json();
  return told.match_id;
}

/** Positions of three seconds as TRACAB writes them, and their description. Another `start` makes another match. */
export function tracab(start = -1000): { name: string; mimeType: string; buffer: Buffer }[] {
  const meta = `<?xml version="1.0" encoding="utf-8"?>
<TracabMetaData sVersion="1.0">
<match iId="1" iFrameRateFps="25" fPitchXSizeMeters="105.00" fPitchYSizeMeters="68.00">
<period iId="1" iStartFrame="1" iEndFrame="75"/>
</match>
</TracabMetaData>
`;
  const player = (team: number, shirt: number, frame: number) =>
    `${team},${shirt},${shirt},${shirt * 200 + start + frame * 4},${shirt * 100 - 600},1.0`;
  const lines = Array.from({ length: 75 }, (_, index) => {
    const shirts = Array.from({ length: 11 }, (_, shirt) => shirt + 1);
    const players = [1, 0].flatMap((team) => shirts.map((shirt) => player(team, shirt, index)));
    return `${index + 1}:${players.join(';')};:0,0,10,1.0,H,Alive;:\n`;
  });
  return [
    { name: 'axe_meta.xml', mimeType: 'text/xml', buffer: Buffer.from(meta) },
    { name: 'axe_positions.dat', mimeType: 'text/plain', buffer: Buffer.from(lines.join('')) },
  ];
}
