// A publisher's server on the loopback, for tests of news here and in tests/browser: three feeds of our own words (Spanish as RSS with
// summaries, so that pages are asked for; Quechua as Atom with whole texts; English as JSON Feed), their pages, robots.txt, and an OPML
// file that names them. It answers If-None-Match with 304, counts what is asked, and can be told to be rude (`rude`).
// An edge asks it only with --news-allow-private. Returns { url, opml, setStories, count, requests, rude, robots, stop }.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const figure = ({ file, alt, caption }) => `<figure><img src="/pictures/${file}" alt="${escape(alt ?? '')}"><figcaption>${escape(caption ?? '')}</figcaption></figure>`;
// A story's figures stand after its first paragraph: { file of tests/fixtures/photos, alt, caption }.
const paragraphs = ({ text, figures = [] }) => text.map((words, at) => `<p>${escape(words)}</p>${at === 0 ? figures.map(figure).join('') : ''}`).join('\n');

/** Stories by feed: { slug, title, text: [paragraph…], hours (ago), figures? }. */
export const stories = {
  valle: [
    {
      slug: 'lluvia', hours: 1, title: 'La lluvia vuelve a las chacras de la quebrada',
      text: [
        'Después de once semanas sin agua, la lluvia cayó durante toda la noche del martes sobre las chacras de la quebrada alta. Las familias salieron antes del amanecer a mirar los surcos, y varias contaron que el suelo había bebido todo sin dejar charcos.',
        'La comunidad reparte el agua del canal por turnos desde hace tres generaciones. Este año el turno más corto fue de cuarenta minutos, y hubo quien regó de noche con linterna para no perder el suyo. Con la lluvia, la asamblea decidió suspender los turnos hasta el domingo.',
        'El técnico del distrito pide paciencia: una sola noche moja los primeros veinte centímetros, y las raíces de la papa nativa llegan más abajo. Recomienda esperar dos lluvias más antes de sembrar en las laderas y cubrir los surcos con paja para que el viento no se lleve la humedad.',
        'En la escuela, los niños midieron el agua con botellas cortadas y anotaron dieciocho milímetros. Su cuaderno de lluvias empezó hace seis años y es el registro más largo de la quebrada, porque la estación más cercana está a cuarenta kilómetros, detrás del cerro.',
        'Para el fin de semana se esperan nubes bajas y garúa. El camino a la capital de la provincia sigue abierto, aunque los choferes avisan que en la curva del molino hay piedras sueltas y que conviene pasar de día.',
      ],
    },
    {
      slug: 'radio', hours: 5, title: 'Una radio de pilas que enseña a leer las nubes',
      text: [
        'Cada mañana a las cinco y media, antes de la música, una voz describe el cielo: de dónde vienen las nubes, qué color tienen, si el cerro se dejó ver. No es un pronóstico, dicen los locutores, sino una conversación con quienes ya saben mirar.',
        'El programa nació cuando la antena del servicio meteorológico dejó de llegar al valle. Dos maestras jubiladas comenzaron a llamar por teléfono a pastores de cuatro alturas distintas y a leer sus respuestas al aire, sin corregirlas.',
        'Con los meses aparecieron patrones. Cuando tres de los cuatro puntos ven halo en la luna, dentro de dos días suele helar en las partes bajas. La universidad pidió los cuadernos y encontró que la cuenta acierta más que el modelo regional en los meses secos.',
        'La radio funciona con un panel y una batería de camión. Si la semana es gris, el programa se acorta y la música desaparece, pero las nubes se leen siempre, porque, dicen, justamente entonces hacen falta.',
      ],
    },
  ],
  llaqta: [
    {
      slug: 'mayu', hours: 3, title: "Mayu patapi sach'akunata tarpuchkanku",
      text: [
        "Ayllu runakunaqa mayu patapi qiwiñakunata, chachakumakunata ima tarpuchkanku. Kimsa waranqa sach'acha huk killapi tarpusqa kanqa, nispa willanku. Warmakunapas yachay wasimanta hamuspa yanapachkanku.",
        "Ñawpaqqa mayuqa huch'uylla karqan, kunanqa para pachapi hatunyan, chakrakunatapas apan. Sach'akunaq saphinkunaqa allpata hap'in, chaymi machulakunaq yuyaykusqanta hina mayu patata wasiman hina qhawanku.",
        "Huk mama nin: sach'aqa manam huk watapichu wiñan, ichaqa wawayku llanthunpi tiyanqa. Chayraykum sapa domingo unuta apanku, uywakunatapas karunchanku.",
        "Qatiq killapi huk ayllukunapas qallarinqaku. Muhuqa hatun sach'akunamantam pallasqa, manam rantisqachu, chaymi allinta hap'in nispa yachaqkuna ninku.",
      ],
    },
    {
      slug: 'papa', hours: 9, title: 'Papa muhu qhatuqa kaq kutin kicharikun',
      text: [
        "Iskay wata wisq'asqa kaspa, papa muhu qhatuqa kaq kutin kicharikun. Pachak chunkayuq papa niraqkunata apamurqanku, wakinqa manaraq sutiyuqchu.",
        "Qhatupiqa qullqiwan mana qullqiwanpas chhalakuyta atinku. Huk k'anti papa muhurayku sara, kinuwa, lliklla utaq yachay quna. Kayqa ñawpa hina, nispa kusikunku.",
        "Yachaqkunaqa huk muhuta huk urqupi, huk muhutataq huk urqupi tarpuy nispa yuyachinku, chiri utaq unquy hamuptin llapanchu wañunman.",
      ],
    },
  ],
  field: [
    {
      slug: 'bridge', hours: 2, title: 'A rope bridge is woven again, and the tools are counted first',
      text: [
        'Before a single strand of grass is twisted, the four families who keep the bridge lay their tools on a blanket and count them aloud. The custom looks like ceremony, but an engineer who visited this spring calls it the best safety meeting she has ever seen.',
        'The bridge hangs twenty-eight metres above the river and is renewed every June. Old cables are cut and given to the water on the third day; from then until the evening of the fourth there is no way across except the long road by the mine, which takes six hours.',
        'This year the grass came late because of the drought, and some of it had to be carried from a valley two days away. Weavers tested each bundle by hand, setting aside nearly a third. The rejected grass became thatch for the shelter where children sleep during the work.',
        'Nobody is paid, and nobody is thanked by name. A list on the chapel wall shows which household brought how many arm-lengths of cord, going back to a year when the paper itself was a novelty. Visitors may look at it but are asked not to photograph it.',
        'When the last handrail was tied, the oldest weaver walked across alone and came back. Then the goats went over, then everybody else.',
      ],
    },
    {
      slug: 'library', hours: 30, title: 'The library that comes by mule answers letters too',
      text: [
        'Every second Thursday two mules carry one hundred and twenty books up to the three hamlets above the tree line. What began as a lending round has turned into something closer to a post office of questions.',
        'Readers leave slips between the pages: how deep to plant broad beans at this height, whether a bruise that stays yellow for a month is worth the walk to the clinic, what became of a character who vanishes in chapter nine. The librarian answers what she can and asks around for the rest.',
        'She keeps the slips, without names, in a biscuit tin. There are now more than two thousand. A student who sorted them found that a fifth concern animals, a fifth concern health, and that the single most common word is when.',
        'The round costs less in a year than one computer would. The district has offered a tablet with everything on it. The librarian says that she would gladly carry that as well, if the mules agree, and if somebody can tell her who would read the slips.',
      ],
    },
  ],
};

const page = (name, story, language) => `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escape(story.title)} | ${name}</title>
<meta name="author" content="Redacción"><script>window.track = 1</script></head><body><nav><a href="/">Inicio</a> <a href="/mas">Más</a></nav>
<article><h1>${escape(story.title)}</h1>${paragraphs(story)}</article><footer><p>© ${name}. Todos los derechos.</p></footer></body></html>`;

export async function startFeeds({ host = '127.0.0.1' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hypha-feeds-'));
  const now = Date.now();
  const told = structuredClone(stories);
  const requests = []; // { path, status, agent }
  const rudeness = new Map(); // path: (request, response) => …
  let robots = 'User-agent: *\nAllow: /\n';
  let url;
  const when = (story) => new Date(now - story.hours * 3_600_000);
  const at = (name, story) => `${url}/pages/${name}/${story.slug}.html`;
  const feeds = {
    valle: () => ({
      type: 'application/rss+xml; charset=utf-8',
      body: `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Radio del Valle</title><link>${url}/</link><language>es-PE</language>${told.valle.map((story) => `
<item><title>${escape(story.title)}</title><link>${at('valle', story)}</link><guid isPermaLink="false">valle-${story.slug}</guid><pubDate>${when(story).toUTCString()}</pubDate><description>${escape(story.text[0].slice(0, 120))}…</description></item>`).join('')}</channel></rss>`,
    }),
    llaqta: () => ({
      type: 'application/atom+xml',
      body: `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="qu"><title>Llaqta Willakuy</title><id>${url}/llaqta</id><link href="${url}/"/><updated>${new Date(now).toISOString()}</updated>${told.llaqta.map((story) => `
<entry><id>${url}/llaqta/${story.slug}</id><title>${escape(story.title)}</title><link href="${at('llaqta', story)}"/><published>${when(story).toISOString()}</published><updated>${when(story).toISOString()}</updated><content type="html">${escape(paragraphs(story) + '<script>alert(1)</script>')}</content></entry>`).join('')}</feed>`,
    }),
    field: () => ({
      type: 'application/feed+json',
      body: JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'The Field Post', language: 'en-GB', home_page_url: `${url}/`, items: told.field.map((story) => ({ id: `field-${story.slug}`, url: at('field', story), title: story.title, content_html: paragraphs(story), date_published: when(story).toISOString() })) }),
    }),
  };
  const names = { valle: ['Radio del Valle', 'es'], llaqta: ['Llaqta Willakuy', 'qu'], field: ['The Field Post', 'en'] };

  const server = createServer((request, response) => {
    const path = request.url;
    const entry = { path, agent: request.headers['user-agent'], status: 0 };
    requests.push(entry);
    response.on('close', () => { entry.status = response.statusCode; });
    const answer = (type, body) => {
      const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
      const same = request.headers['if-none-match'] === etag;
      response.writeHead(same ? 304 : 200, { etag, 'content-type': type });
      response.end(same ? undefined : body);
    };
    if (rudeness.has(path)) return rudeness.get(path)(request, response);
    if (path === '/robots.txt') return answer('text/plain', robots);
    const feed = /^\/feeds\/(\w+)$/.exec(path)?.[1];
    if (feeds[feed]) {
      const { type, body } = feeds[feed]();
      return answer(type, body);
    }
    const picture = /^\/pictures\/(\w+\.jpg)$/.exec(path)?.[1];
    if (picture) return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(readFileSync(new URL(`../fixtures/photos/${picture}`, import.meta.url)));
    const [, name, slug] = /^\/pages\/(\w+)\/([\w-]+)\.html$/.exec(path) ?? [];
    const story = told[name]?.find((one) => one.slug === slug);
    if (story) return answer('text/html; charset=utf-8', page(names[name][0], story, names[name][1]));
    response.writeHead(404).end('nothing');
  });
  await new Promise((ready) => server.listen(0, host, ready));
  url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${server.address().port}`;
  const opml = join(folder, 'sources.opml');
  writeFileSync(opml, `<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Feeds of a test</title></head><body>${Object.entries(names).map(([name, [title]]) => `<outline text="Todo"><outline type="rss" text="${title}" xmlUrl="${url}/feeds/${name}"/></outline>`).join('')}</body></opml>`);

  return {
    url,
    opml,
    /** The stories of one feed from now on: a list, or what makes one of the list before. */
    setStories(name, next) {
      told[name] = typeof next === 'function' ? next(structuredClone(told[name])) : next;
    },
    stories: told,
    requests,
    /** How often a path was asked for; with a status, how often it was answered so. */
    count: (path, status) => requests.filter((one) => one.path === path && (status === undefined || one.status === status)).length,
    /** What a path answers instead: (request, response) => …; without it, as before. */
    rude: (path, answer) => (answer ? rudeness.set(path, answer) : rudeness.delete(path)),
    robots: (text) => { robots = text; },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
