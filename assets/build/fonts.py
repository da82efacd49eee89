# Cuts the faces of the app down to what it draws: six text faces to Latin, Latin-1, Latin Extended-A and punctuation, without
# layout tables (ImGui has no kerning), and one icon face merged from Phosphor and assets/glyphs, in the order of src/ui/kit/icons.hpp.
# The icon face has ascent = em and descent = 0, so a glyph passed at size s fills the box s x s exactly.
# Strokes of assets/glyphs become outlines here: one contour a stroke, round caps and joins, inner joins through the corner, so
# that every overlap winds the same way (non-zero fill). Needs python3-fonttools. usage: fonts.py OUTPUT_FOLDER
import json
import math
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
MODULES = os.path.join(ROOT, "node_modules")
EM = 2048
FACES = {
    "sans": "hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf",
    "sans_strong": "hanken-grotesk/600SemiBold/HankenGrotesk_600SemiBold.ttf",
    "serif_italic": "newsreader/400Regular_Italic/Newsreader_400Regular_Italic.ttf",
    "serif_strong": "newsreader/500Medium/Newsreader_500Medium.ttf",
    "serif_strong_italic": "newsreader/500Medium_Italic/Newsreader_500Medium_Italic.ttf",
    "serif": "newsreader/400Regular/Newsreader_400Regular.ttf",
}
CHARACTERS = (
    list(range(0x20, 0x7F)) + list(range(0xA0, 0x180)) + [0x218, 0x219, 0x21A, 0x21B]
    + list(range(0x2010, 0x2016)) + list(range(0x2018, 0x201F)) + [0x2009, 0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033]
    + [0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2264, 0x2265]
)


# The serif faces but the one for reading are for names and titles: what they lack is drawn in the sans face (src/ui/kit/fonts.cpp).
FOR_NAMES = [c for c in CHARACTERS if not 0x100 <= c < 0x2000 and c < 0x2100 and c not in (0x2020, 0x2030, 0x2032, 0x2033, 0x2044)]


def cut_text_face(name, source, folder):
    font = TTFont(os.path.join(MODULES, "@expo-google-fonts", source), recalcTimestamp=False)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "DSIG", "MVAR", "HVAR", "kern", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=FOR_NAMES if name.startswith("serif_") else CHARACTERS)
    subsetter.subset(font)
    font.save(os.path.join(folder, name + ".ttf"))


class Flatten(BasePen):
    """Collects sub-paths as point lists; curves become short lines."""

    def __init__(self):
        super().__init__(None)
        self.paths = []

    def _moveTo(self, point):
        self.paths.append(([point], False))

    def _lineTo(self, point):
        self.paths[-1][0].append(point)

    def _curveToOne(self, b, c, d):
        a = self._getCurrentPoint()
        steps = 14
        for i in range(1, steps + 1):
            t = i / steps
            u = 1 - t
            self.paths[-1][0].append(tuple(u**3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t**3 * d[k] for k in (0, 1)))

    def _closePath(self):
        self.paths[-1] = (self.paths[-1][0], True)

    def _endPath(self):
        pass


def without_repeats(points, closed):
    kept = [points[0]]
    for p in points[1:]:
        if math.dist(p, kept[-1]) > 1e-3:
            kept.append(p)
    if closed and len(kept) > 1 and math.dist(kept[0], kept[-1]) <= 1e-3:
        kept.pop()
    return kept


def arc_points(center, start, end, radius):
    while end < start:
        end += 2 * math.pi
    steps = max(1, int((end - start) / (math.pi / 10)))
    return [(center[0] + radius * math.cos(start + (end - start) * i / steps), center[1] + radius * math.sin(start + (end - start) * i / steps)) for i in range(steps + 1)]


def offset_side(points, closed, radius):
    """The outline on the right-hand side of the direction of travel (y down: clockwise turn is outer)."""
    out = []
    count = len(points)
    segments = count if closed else count - 1
    angle = [math.atan2(points[(i + 1) % count][1] - points[i][1], points[(i + 1) % count][0] - points[i][0]) for i in range(segments)]
    for i in range(segments):
        a, b, normal = points[i], points[(i + 1) % count], angle[i] - math.pi / 2
        out.append((a[0] + radius * math.cos(normal), a[1] + radius * math.sin(normal)))
        out.append((b[0] + radius * math.cos(normal), b[1] + radius * math.sin(normal)))
        if i + 1 < segments or closed:
            turn = (angle[(i + 1) % segments] - angle[i] + math.pi) % (2 * math.pi) - math.pi
            if turn > 0:
                out += arc_points(b, normal, normal + turn, radius)
            elif turn < -0.35:
                out.append(b)  # inner join through the corner: the overlap winds twice, never the other way
    return out


def stroke(points, closed, width):
    points = without_repeats(points, closed)
    radius = width / 2
    if len(points) == 1:
        return [arc_points(points[0], 0, 2 * math.pi, radius)[:-1]]
    if closed:
        return [offset_side(points, True, radius), offset_side(points[::-1], True, radius)]
    forth, back = offset_side(points, False, radius), offset_side(points[::-1], False, radius)
    end = math.atan2(points[-1][1] - points[-2][1], points[-1][0] - points[-2][0])
    start = math.atan2(points[0][1] - points[1][1], points[0][0] - points[1][0])
    return [forth + arc_points(points[-1], end - math.pi / 2, end + math.pi / 2, radius)
            + back + arc_points(points[0], start - math.pi / 2, start + math.pi / 2, radius)]


def area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1])) / 2


def shape_path(element):
    tag = element.tag.split("}")[1]
    number = lambda key: float(element.get(key, "0"))
    if tag == "path":
        return element.get("d")
    if tag in ("circle", "ellipse"):
        cx, cy = number("cx"), number("cy")
        rx, ry = (number("r"), number("r")) if tag == "circle" else (number("rx"), number("ry"))
        return f"M{cx - rx} {cy}A{rx} {ry} 0 1 1 {cx + rx} {cy}A{rx} {ry} 0 1 1 {cx - rx} {cy}Z"
    return None


def glyph_of_drawing(path):
    root = ElementTree.parse(path).getroot()
    left, top, width, height = (float(v) for v in root.get("viewBox").split())
    scale = EM / height
    dx = (EM - width * scale) / 2
    pen = TTGlyphPen(None)

    def draw(points, clockwise=None):
        if clockwise is not None and (area(points) > 0) != clockwise:
            points = points[::-1]
        placed = [(round(dx + (x - left) * scale), round(EM - (y - top) * scale)) for x, y in points]
        pen.moveTo(placed[0])
        for p in placed[1:]:
            pen.lineTo(p)
        pen.closePath()

    def visit(element, fill, line, width_of_line):
        fill, line = element.get("fill", fill), element.get("stroke", line)
        width_of_line = float(element.get("stroke-width", width_of_line))
        d = shape_path(element)
        if d:
            flat = Flatten()
            parse_path(d, flat)
            for points, closed in flat.paths:
                if fill != "none":
                    draw(without_repeats(points, True), clockwise=True)
                if line != "none":
                    for contour in stroke(points, closed, width_of_line):
                        draw(contour)
        for child in element:
            visit(child, fill, line, width_of_line)

    visit(root, "black", "none", "1")
    return pen.glyph()


def icon_names():
    text = open(os.path.join(ROOT, "src", "ui", "kit", "icons.hpp"), encoding="utf-8").read()
    block = text[text.index("ICONS BEGIN"):text.index("ICONS END")]
    return [n for n in re.findall(r"^    ([a-z_0-9]+)(?: = 0xE000)?,$", block, re.M) if n != "end_"]


def merge_icons(folder):
    web = os.path.join(MODULES, "@phosphor-icons", "web", "src")
    cuts = {}
    for cut, file in (("regular", "Phosphor.ttf"), ("fill", "Phosphor-Fill.ttf")):
        selection = json.load(open(os.path.join(web, cut, "selection.json"), encoding="utf-8"))
        codes = {}
        for entry in selection["icons"]:
            properties = entry["properties"]
            for name in properties["name"].split(","):
                codes[name.strip()] = properties["code"]
        cuts[cut] = (TTFont(os.path.join(web, cut, file)), codes)
    order, shapes, characters = [".notdef"], {".notdef": TTGlyphPen(None).glyph()}, {}
    for index, name in enumerate(icon_names()):
        slug = name.rstrip("_").replace("_", "-")
        own = os.path.join(ROOT, "assets", "glyphs", slug + ".svg")
        if os.path.exists(own):
            shape = glyph_of_drawing(own)
        else:
            font, codes = cuts["fill" if slug.endswith("-fill") else "regular"]
            if slug not in codes:
                sys.exit(f"fonts.py: there is no icon '{slug}' in Phosphor or assets/glyphs")
            glyphs = font.getGlyphSet()
            source = glyphs[font.getBestCmap()[codes[slug]]]
            ascent, descent = font["hhea"].ascent, font["hhea"].descent
            scale = EM / (ascent - descent)
            pen = TTGlyphPen(None)
            source.draw(TransformPen(pen, (scale, 0, 0, scale, (EM - source.width * scale) / 2, -descent * scale)))
            shape = pen.glyph()
        order.append(name)
        shapes[name] = shape
        characters[0xE000 + index] = name
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(characters)
    builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics({name: (EM, getattr(shapes[name], "xMin", 0) if shapes[name].numberOfContours else 0) for name in order})
    builder.setupHorizontalHeader(ascent=EM, descent=0)
    builder.setupNameTable({"familyName": "Hypha Icons", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=EM, sTypoDescender=0, usWinAscent=EM, usWinDescent=0)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 3786912000
    builder.font.recalcTimestamp = False
    builder.save(os.path.join(folder, "icon.ttf"))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: fonts.py OUTPUT_FOLDER")
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for name, source in FACES.items():
        cut_text_face(name, source, folder)
    merge_icons(folder)


main()
