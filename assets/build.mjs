// Turns npm's parts and our own into portal/static/build: hashed, compressed, with a manifest.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import * as esbuild from 'esbuild'
import rtlcss from 'rtlcss'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const place = join(root, 'portal', 'static', 'build')
// Made beside and then put in place whole, so that a running server never misses a file for long.
const out = join(root, 'node_modules', `.portal-build-${process.pid}`)
const fonts = join(root, 'node_modules', '@fontsource-variable')
const icons = join(root, 'node_modules', '@ministryofjustice', 'frontend', 'moj', 'assets', 'images')
const manifest = {}

// Only what a page uses is fetched: each face is tied to its script's characters.
const faces = {
  'hyperlegible.woff2': 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  'hyperlegible-ext.woff2': 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2',
  'vazirmatn.woff2': 'vazirmatn/files/vazirmatn-arabic-wght-normal.woff2',
  'noto-cyrillic.woff2': 'noto-sans/files/noto-sans-cyrillic-wght-normal.woff2',
  'noto-cyrillic-ext.woff2': 'noto-sans/files/noto-sans-cyrillic-ext-wght-normal.woff2'
}
const images = ['mark.svg', 'circles.svg']

/** Writes one file under a name with its hash, and compressed copies that WhiteNoise serves. */
function keep (name, content) {
  const bytes = Buffer.from(content)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const file = name.replace(/(\.[a-z0-9]+)$/, `.${hash}$1`)
  writeFileSync(join(out, file), bytes)
  if (!name.endsWith('.woff2')) {
    writeFileSync(join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }))
    writeFileSync(join(out, `${file}.br`), brotliCompressSync(bytes))
  }
  manifest[name] = file
}

/** Points url(name) at the hashed file of that name, fetching the Ministry of Justice's icons. */
function addressed (css) {
  return css.replace(/url\("?(\/assets\/images\/)?([a-z-]+\.(?:woff2|svg))"?\)/g, (whole, theirs, name) => {
    if (theirs && !(name in manifest)) keep(name, readFileSync(join(icons, name)))
    if (!(name in manifest)) throw new Error(`A stylesheet asks for ${name}, which is not built.`)
    return `url(${manifest[name]})`
  })
}

async function style (name) {
  const { css } = sass.compile(join(here, 'css', `${name}.scss`), {
    // The Ministry of Justice's sheets import govuk-frontend by "node_modules/…".
    loadPaths: [join(root, 'node_modules'), root],
    quietDeps: true
  })
  const banned = /GDS Transport|crown/i.exec(css)
  if (banned) throw new Error(`${name}.scss brings in ${banned[0]}, which is not ours to use.`)
  const minify = async (text) => (await esbuild.transform(text, { loader: 'css', minify: true, legalComments: 'none' })).code
  keep(`${name}.css`, await minify(addressed(css)))
  keep(`${name}.rtl.css`, await minify(addressed(rtlcss.process(css))))
}

async function script (name) {
  const result = await esbuild.build({
    entryPoints: [join(here, 'js', `${name}.mjs`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    legalComments: 'none'
  })
  keep(`${name}.js`, result.outputFiles[0].contents)
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
for (const [name, file] of Object.entries(faces)) keep(name, readFileSync(join(fonts, file)))
for (const name of images) keep(name, readFileSync(join(here, 'images', name)))
await style('site')
await style('staff')
await script('site')
await script('staff')
await script('accounts')
await script('yours')
writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
mkdirSync(dirname(place), { recursive: true })
rmSync(place, { recursive: true, force: true })
renameSync(out, place)
console.log(`Built ${Object.keys(manifest).length} files into portal/static/build.`)
