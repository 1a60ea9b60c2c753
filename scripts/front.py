"""Copies the front-end files that the pages use from node_modules, and makes the fonts.

Run by scripts/setup after `npm ci`; writes only static_built/, which git ignores. What is not
listed here is not served: a package's whole folder would add 55 MB and half a minute to each start.
With --icons, only brings the icons up to date with the names that the sources use.
"""

import re
import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
BUILT = ROOT / "static_built"

COPIED = {
    "bootstrap/dist/css/bootstrap.min.css": "vendor/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "vendor/bootstrap.bundle.min.js",
    "leaflet/dist/leaflet.css": "vendor/leaflet/leaflet.css",
    "leaflet/dist/leaflet.js": "vendor/leaflet/leaflet.js",
    "leaflet/dist/images/layers.png": "vendor/leaflet/images/layers.png",
    "leaflet/dist/images/layers-2x.png": "vendor/leaflet/images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "vendor/leaflet/images/marker-icon.png",
    "leaflet/dist/images/marker-icon-2x.png": "vendor/leaflet/images/marker-icon-2x.png",
    "leaflet/dist/images/marker-shadow.png": "vendor/leaflet/images/marker-shadow.png",
}
LICENCES = {
    "bootstrap": "LICENSE",
    "bootstrap-icons": "LICENSE",
    "leaflet": "LICENSE",
    "@fontsource-variable/atkinson-hyperlegible-next": "LICENSE",
    "@fontsource-variable/bitter": "LICENSE",
    "@fontsource-variable/inter": "LICENSE",
}
ROOMS = (
    "symbiose",
    "companies",
    "diagnostics",
    "synergies",
    "events",
    "roadmaps",
    "followups",
    "dashboard",
    "templates",
)
QUOTED = re.compile(r"""["']([a-z0-9-]+)["']""")
SOURCE_MAP = re.compile(rb"\s*/[/*][#@] sourceMappingURL=[^\n]*")

DIGITS = [ord(digit) for digit in "0123456789"]
SPACES = [0x20, 0xA0]
DIGIT_SCALE = 0.92  # brings Inter's digits to the height of Atkinson's capitals
SPACE_EM = 0.29
PDF_WEIGHTS = {"atkinson": (400, 600, 700), "bitter": (600,), "chiffres": (400, 600, 700)}


def main() -> None:
    if "--icons" in sys.argv:
        copy_icons()
        return
    shutil.rmtree(BUILT, ignore_errors=True)
    copy_files()
    copy_icons()
    build_fonts()


def copy_files() -> None:
    for source, target in COPIED.items():
        content = (PACKAGES / source).read_bytes()
        write(target, SOURCE_MAP.sub(b"", content) if target.endswith(("css", "js")) else content)
    for package, licence in LICENCES.items():
        write(f"vendor/licences/{package.split('/')[-1]}.txt", (PACKAGES / package / licence).read_bytes())


def copy_icons() -> None:
    """Copy the icons whose name the sources quote; a template tag inlines them, none is served by itself."""
    (BUILT / "icons").mkdir(parents=True, exist_ok=True)
    for name in quoted_words():
        icon = PACKAGES / f"bootstrap-icons/icons/{name}.svg"
        target = BUILT / f"icons/{name}.svg"
        if not target.exists() and icon.exists():
            shutil.copyfile(icon, target)


def quoted_words() -> set[str]:
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in {".py", ".html", ".js"}]
    return {word for path in sources for word in QUOTED.findall(path.read_text())}


def write(target: str, content: bytes) -> None:
    path = BUILT / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def build_fonts() -> None:
    """Write the variable fonts of the screen and the static ones that WeasyPrint needs."""
    (BUILT / "fonts/pdf").mkdir(parents=True)
    atkinson = open_font("atkinson-hyperlegible-next")
    fonts = {
        "atkinson": atkinson,
        "bitter": open_font("bitter"),
        "chiffres": make_digits(open_font("inter"), metrics_of=atkinson),
    }
    for name, font in fonts.items():
        font.flavor = "woff2"
        font.save(BUILT / f"fonts/{name}.woff2")
        for weight in PDF_WEIGHTS[name]:
            save_static(name, weight)


def open_font(package: str) -> TTFont:
    folder = PACKAGES / "@fontsource-variable" / package / "files"
    return TTFont(folder / f"{package}-latin-wght-normal.woff2", recalcTimestamp=False)


def make_digits(inter: TTFont, *, metrics_of: TTFont) -> TTFont:
    """Keep Inter's ten digits and two spaces, sized to stand before Atkinson in a font list.

    A larger em makes the same outlines smaller. The first font of a list gives the line its
    height, so ascent and descent are those of the second.
    """
    options = Options(layout_features=["tnum", "kern"], notdef_outline=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=DIGITS + SPACES)
    subsetter.subset(inter)
    em = round(inter["head"].unitsPerEm / DIGIT_SCALE)
    inter["head"].unitsPerEm = em
    widen_spaces(inter, round(SPACE_EM * em))
    copy_line_metrics(metrics_of, inter, em / metrics_of["head"].unitsPerEm)
    rename(inter, "Chiffres", "Regular")
    return inter


def widen_spaces(font: TTFont, width: int) -> None:
    """Give every blank glyph one width at all weights, tabular twins included."""
    for table in ("HVAR", "MVAR"):  # widths then come from the outlines' own variations
        if table in font:
            del font[table]
    for name in font.getGlyphOrder():
        if name != ".notdef" and font["glyf"][name].numberOfContours == 0:
            font["hmtx"][name] = (width, 0)
            font["gvar"].variations[name] = []


def copy_line_metrics(source: TTFont, target: TTFont, ratio: float) -> None:
    for table, names in {
        "hhea": ("ascent", "descent", "lineGap"),
        "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
    }.items():
        for name in names:
            setattr(target[table], name, round(getattr(source[table], name) * ratio))


def save_static(name: str, weight: int) -> None:
    font = TTFont(BUILT / f"fonts/{name}.woff2", recalcTimestamp=False)
    static = instantiateVariableFont(font, {"wght": weight})
    rename(static, name.capitalize(), str(weight))
    static["OS/2"].usWeightClass = weight
    static.flavor = None
    static.save(BUILT / f"fonts/pdf/{name}-{weight}.ttf")


def rename(font: TTFont, family: str, style: str) -> None:
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"{family}-{style}"}
    for number in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
