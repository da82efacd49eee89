// A small page of our own, with what pages have around an article, that several tests read and attack.
#pragma once

#include <string_view>

namespace hypha::edge::articles {

inline constexpr std::string_view kArticlePage = R"html(<!DOCTYPE html><html lang="es-PE"><head><meta charset="utf-8">
<title>Vuelve el agua al valle | Radio Valle</title><meta property="og:site_name" content="Radio Valle">
<meta property="og:image" content="/i/agua.jpg"><meta name="author" content="Ana Quispe">
<meta property="article:published_time" content="2026-03-03T07:15:00-05:00"></head><body>
<nav class="menu"><ul><li><a href="/">Inicio</a><li><a href="/d">Deportes</a></ul></nav>
<div class="nota-body"><h1>Vuelve el agua al valle</h1>
<p>Tras nueve meses de sequía, la lluvia volvió el lunes, y con ella los canales, las acequias y la esperanza de <b>Ollanta</b>.</p>
<h2>Qué dicen los comuneros</h2>
<p>«Sembramos tarde, pero sembramos», dijo <a href="/gente/luis?a=1&amp;b=2">Luis</a>, que cuida la bocatoma desde hace veinte años.</p>
<ul><li>Papa</li><li>Maíz<ol start="3"><li>Blanco</li></ol></li></ul>
<blockquote><p>El agua, dicen aquí, no se hereda: se presta, se cuida, se devuelve.</p></blockquote>
<figure><img src="canal.jpg" alt="El canal"><figcaption>El canal, <i>ayer</i></figcaption></figure>
<table><tr><th>Mes</th><th>mm</th></tr><tr><td>Enero</td><td>3</td></tr></table>
<pre>mm = litros / m2</pre>
<p>La junta de regantes repartirá los turnos el domingo, en asamblea, y pide a cada familia, grande o chica, limpiar su tramo.</p>
</div><div class="publicidad"><a href="javascript:alert(1)">Compre</a></div><footer>© Radio Valle</footer></body></html>)html";

// Every element that a block is made of, as short as may be, for tests that read it thousands of times.
inline constexpr std::string_view kShortPage =
    R"html(<html lang=es><title>A b c | D</title><meta name=author content="E"><script type="application/ld+json">{"@type":"Article",
"headline":"A b c","image":["/i"]}</script><base href="/d/"><div class=nota-body><h1>A b c</h1><p>Hola, <b>ñu</b> &amp; <a href="x?y=1">z</a>, sí.<br><br>w
<ul><li>1<ol start=2><li>2</ol></ul><blockquote>q</blockquote><figure><img src=i.png alt=j><figcaption>k</figcaption></figure>
<table><tr><th>m<tr><td>n</table><pre>o
p</pre><a href="javascript:r()">s</a><img src="data:t" srcset="u 2x"></div><div class=share>v</div>)html";

} // namespace hypha::edge::articles
